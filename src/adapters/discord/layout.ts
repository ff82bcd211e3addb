import {
  ActionRowBuilder,
  AttachmentBuilder,
  type BaseMessageOptions,
  ButtonBuilder,
  ButtonStyle,
  ContainerBuilder,
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
const LIMIT_ALT = 1000;
/** Every button of ours: what it does, whose answer, and for parts which one. */
export const BUTTON = /^up:(more|lang|next|remove):(\d+)(?::(\d+))?$/;

export type Laid = BaseMessageOptions & { flags?: MessageFlags.IsComponentsV2 };

/**
 * An answer in Components V2, 4,000 characters and 40 components at most: headline with its colour, body, pictures, the
 * whole answer as a file where it does not fit, buttons.
 * @param id the delivery's id; null: no buttons.
 */
export function layRich(view: View, id: string | null): Laid {
  const container = new ContainerBuilder().setAccentColor(view.colour);
  if (view.headline !== '') container.addTextDisplayComponents(new TextDisplayBuilder().setContent(view.headline));
  if (view.body !== '') container.addTextDisplayComponents(new TextDisplayBuilder().setContent(view.body));
  const files = attachmentsOf(view);
  if (view.pictures.length > 0) {
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
  if (files.length > view.pictures.length)
    container.addFileComponents(new FileBuilder().setURL('attachment://answer.md'));
  const rows = id ? [buttonsOf(view, id)] : [];
  return { components: [container, ...rows], files, flags: MessageFlags.IsComponentsV2 };
}

/** The same as plain content, for servers that refuse Components V2. */
export function layPlain(view: View, id: string | null): Laid {
  const text = [view.headline, view.details || view.body].filter((line) => line !== '').join('\n');
  const end = `\n${SAY.whole[view.language]}`;
  const fits = text.length <= LIMIT_PLAIN;
  return {
    content: fits ? text : cutAtSentence(text, LIMIT_PLAIN - end.length) + end,
    files: attachmentsOf(view),
    components: id ? [buttonsOf(view, id)] : [],
  };
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

function buttonsOf(view: View, id: string): ActionRowBuilder<MessageActionRowComponentBuilder> {
  const button = (action: string, label: string, style = ButtonStyle.Secondary) =>
    new ButtonBuilder().setCustomId(`up:${action}`).setLabel(label).setStyle(style);
  const { language } = view;
  const row = new ActionRowBuilder<MessageActionRowComponentBuilder>();
  if (view.details !== '') row.addComponents(button(`more:${id}:${view.part}`, SAY.more[language]));
  if (view.parts > 1) {
    const next = (view.part + 1) % view.parts;
    row.addComponents(
      button(`next:${id}:${next}`, `${SAY.next[language]} ${next + 1}/${view.parts}`, ButtonStyle.Primary),
    );
  }
  row.addComponents(
    button(`lang:${id}:${view.part}`, SAY.other[language]),
    button(`remove:${id}`, SAY.remove[language]),
  );
  return row;
}
