import { gzipSync } from 'node:zlib';
import { zipSync } from 'fflate';
import { unpack } from '../src/adapters/discord/archives.ts';
import { decodePaste } from '../src/answer/decode.ts';
import { campaign } from './campaign.ts';

const WORDS = [
  'PK\x03\x04',
  'PK\x01\x02',
  'PK\x05\x06',
  '\x1f\x8b\x08',
  'ustar',
  '\xff\xfe',
  '\xef\xbb\xbf',
  '../../etc/passwd',
  'a.txt',
  '\xff\xff\xff\xff',
  '00000000000',
  '77777777777',
]; // prettier-ignore
const NAMES = ['a.txt', 'a.log.gz', 'a.tar.gz', 'a.tgz', 'a.zip', 'noending'];
const LIMIT_UNPACKED_BYTES = 33 * 1024 * 1024;

/** Attachments and archives: unpacked within the limit or refused with an Error, decoded or refused. */
export function fuzz(rounds: number): Promise<boolean> {
  return campaign(
    {
      name: 'attachments',
      seeds: ['fuzz/corpus/archive', 'fuzz/corpus/log'],
      words: WORDS,
      check(input, random) {
        const name = NAMES[Math.floor(random() * NAMES.length)]!;
        // Half of them are whole archives with a hostile inside, half are broken ones.
        const whole = random() < 0.5;
        const bytes = !whole
          ? input
          : name.endsWith('.zip')
            ? zipSync({ [input.toString('latin1', 0, 40) || 'x']: input, 'a.log': input })
            : name.endsWith('gz')
              ? gzipSync(input)
              : input;
        let total = 0;
        let files: ReturnType<typeof unpack>;
        try {
          files = unpack({ name, bytes });
        } catch (error) {
          // Refusing is right; failing in the middle of something else is not.
          return error instanceof TypeError || error instanceof ReferenceError ? `threw ${error.stack}` : null;
        }
        for (const file of files) {
          total += file.bytes.length;
          const decoded = decodePaste(file.bytes);
          if ('text' in decoded && decoded.text.trim() === '') return 'blank text was not refused';
        }
        return total > LIMIT_UNPACKED_BYTES ? `unpacked ${total} bytes` : null;
      },
    },
    rounds,
  );
}
