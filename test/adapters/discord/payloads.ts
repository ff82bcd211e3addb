import { ChannelType } from 'discord-api-types/v10';

/** What Discord sends of things that are always the same, for every double of it. */
export const MEMBER = { roles: [], joined_at: '2024-01-01T00:00:00.000Z', deaf: false, mute: false, flags: 0 };

const EPOCH = 1_420_070_400_000n;

/** Ids as Discord makes them: time first, so that they sort. */
export const idOf = (serial: bigint): string =>
  (((BigInt(Date.now()) - EPOCH) << 22n) | (serial & 0x3fffffn)).toString();

/** A message's fields that hold nothing in most. */
export const messageFields = () => ({
  type: 0,
  content: '',
  timestamp: new Date().toISOString(),
  edited_timestamp: null,
  tts: false,
  mention_everyone: false,
  mentions: [],
  mention_roles: [],
  attachments: [],
  embeds: [],
  pinned: false,
});

export const roleOf = (id: string, name: string, permissions: string, position = 0) => ({
  id,
  name,
  permissions,
  position,
  color: 0,
  hoist: false,
  managed: false,
  mentionable: false,
});

export const channelOf = (guild: string, id: string, name: string, position = 0, type = ChannelType.GuildText) => ({
  id,
  type,
  name,
  position,
  permission_overwrites: [],
  guild_id: guild,
});

/** A server with what is given. */
export const guildOf = <Given extends { id: string; name: string; owner_id: string }>(given: Given) => ({
  emojis: [],
  stickers: [],
  features: [],
  threads: [],
  presences: [],
  voice_states: [],
  guild_scheduled_events: [],
  stage_instances: [],
  member_count: 2,
  large: false,
  unavailable: false,
  joined_at: MEMBER.joined_at,
  system_channel_flags: 0,
  premium_tier: 0,
  preferred_locale: 'en-US',
  nsfw_level: 0,
  verification_level: 0,
  default_message_notifications: 0,
  explicit_content_filter: 0,
  mfa_level: 0,
  ...given,
});

export const gatewayInformation = (url: string, shards = 1, maxConcurrency = 1) => ({
  url,
  shards,
  session_start_limit: { total: 1000, remaining: 1000, reset_after: 0, max_concurrency: maxConcurrency },
});
