import {
  ActionRowBuilder,
  AttachmentBuilder,
  type BaseMessageOptions,
  ButtonBuilder,
  ButtonStyle,
  ContainerBuilder,
  EmbedBuilder,
  FileBuilder,
  MediaGalleryBuilder,
  MediaGalleryItemBuilder,
  type MessageActionRowComponentBuilder,
  MessageFlags,
  TextDisplayBuilder,
} from 'discord.js';
import { cutAtSentence, harmless } from './text.ts';
import type { View } from './view.ts';
import { SAY } from './words.ts';

/** Discord's limit of a message without components. */
const LIMIT_PLAIN = 2000;
const LIMIT_EMBED = 4096;
const LIMIT_ALT = 1000;
/** Every button of ours: what it does, whose answer, and for parts which one. */
export const BUTTON = /^up:(more|lang|next|remove|plain|whatif):(\d+)(?::(\d+))?$/;

export type Laid = BaseMessageOptions & { flags?: MessageFlags.IsComponentsV2 };

/** What an answer's buttons can do beyond what they always can. */
export interface Offers {
  /** A model may put it into plainer words. */
  plainer: boolean;
  /** It explains a program: one may ask what happens when a pin changes. */
  program: boolean;
}

export const NO_OFFERS: Offers = { plainer: false, program: false };

/**
 * An answer in Components V2, 4,000 characters and 40 components at most: headline with its colour, body, pictures, the
 * whole answer as a file where it does not fit, buttons.
 * @param id the delivery's id; null: no buttons.
 * @param files false where no file may be attached.
 */
export function layRich(view: View, id: string | null, offers = NO_OFFERS, files = true): Laid {
  const container = new ContainerBuilder().setAccentColor(view.colour);
  if (view.headline !== '') container.addTextDisplayComponents(new TextDisplayBuilder().setContent(view.headline));
  if (view.body !== '') container.addTextDisplayComponents(new TextDisplayBuilder().setContent(view.body));
  const attached = files ? attachmentsOf(view) : [];
  if (files && view.pictures.length > 0) {
    container.addMediaGalleryComponents(
      new MediaGalleryBuilder().addItems(
        view.pictures.map((picture, index) =>
          new MediaGalleryItemBuilder()
            .setURL(`attachment://picture-${index + 1}.png`)
            .setDescription(picture.alt.slice(0, LIMIT_ALT) || 'picture'),
        ),
      ),
    );
  }
  if (attached.length > view.pictures.length)
    container.addFileComponents(new FileBuilder().setURL('attachment://answer.md'));
  const rows = id ? buttonsOf(view, id, offers) : [];
  return { components: [container, ...rows], files: attached, flags: MessageFlags.IsComponentsV2 };
}

/** The same as an embed, for servers that refuse Components V2. */
export function layEmbed(view: View, id: string | null, offers = NO_OFFERS, files = true): Laid {
  const text = view.body === '' ? view.headline : view.body;
  const embed = new EmbedBuilder().setColor(view.colour).setDescription(fitted(text, view, LIMIT_EMBED));
  if (files && view.pictures.length > 0) embed.setImage('attachment://picture-1.png');
  return {
    content: view.body === '' ? '' : view.headline,
    embeds: [embed],
    files: files ? attachmentsOf(view) : [],
    components: id ? buttonsOf(view, id, offers) : [],
  };
}

/** The same as plain content, for servers that refuse embeds too. */
export function layPlain(view: View, id: string | null, offers = NO_OFFERS, files = true): Laid {
  const text = [view.headline, view.details || view.body].filter((line) => line !== '').join('\n');
  return {
    content: fitted(text, view, LIMIT_PLAIN),
    files: files ? attachmentsOf(view) : [],
    components: id ? buttonsOf(view, id, offers) : [],
  };
}

function fitted(text: string, view: View, limit: number): string {
  if (text.length <= limit) return text;
  const end = `\n${SAY.whole[view.language]}`;
  return cutAtSentence(text, limit - end.length) + end;
}

function attachmentsOf(view: View): AttachmentBuilder[] {
  const files = view.pictures.map(
    (picture, index) =>
      new AttachmentBuilder(Buffer.from(picture.png), {
        name: `picture-${index + 1}.png`,
        description: picture.alt.slice(0, LIMIT_ALT),
      }),
  );
  if (view.details !== '' || view.parts > 1)
    files.push(new AttachmentBuilder(Buffer.from(harmless(view.full)), { name: 'answer.md' }));
  return files;
}

type Row = ActionRowBuilder<MessageActionRowComponentBuilder>;

function buttonsOf(view: View, id: string, { plainer, program }: Offers): Row[] {
  const button = (action: string, label: string, style = ButtonStyle.Secondary) =>
    new ButtonBuilder().setCustomId(`up:${action}`).setLabel(label).setStyle(style);
  const { language, part } = view;
  const first: ButtonBuilder[] = [];
  if (view.details !== '') first.push(button(`more:${id}:${part}`, SAY.more[language]));
  if (view.parts > 1) {
    const next = (part + 1) % view.parts;
    first.push(button(`next:${id}:${next}`, `${SAY.next[language]} ${next + 1}/${view.parts}`, ButtonStyle.Primary));
  }
  first.push(button(`lang:${id}:${part}`, SAY.other[language]), button(`remove:${id}`, SAY.remove[language]));
  const second: ButtonBuilder[] = [];
  if (program) second.push(button(`whatif:${id}`, SAY.whatIf[language]));
  if (plainer) second.push(button(`plain:${id}:${part}`, SAY.plainer[language]));
  return [first, second]
    .filter((buttons) => buttons.length > 0)
    .map((buttons) => new ActionRowBuilder<MessageActionRowComponentBuilder>().addComponents(...buttons));
}
