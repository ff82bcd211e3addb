import { describe, expect, it } from 'vitest';
import { explain } from '../../src/index.ts';

const NGINX = `May 06 10:14:01 web-3 systemd[1]: Starting nginx.service - A high performance web server...
May 06 10:14:01 web-3 nginx[811]: nginx: [emerg] bind() to 0.0.0.0:80 failed (98: Address already in use)
May 06 10:14:01 web-3 systemd[1]: nginx.service: Control process exited, code=exited, status=1/FAILURE
May 06 10:14:01 web-3 systemd[1]: nginx.service: Failed with result 'exit-code'.`;
const REDIS = `*** FATAL CONFIG FILE ERROR (Redis 7.0.15) ***
Reading the configuration file, at line 511
>>> 'dir "/var/lib/redis-data"'
No such file or directory`;
const EVENTS = `LAST SEEN   TYPE      REASON              OBJECT                          MESSAGE
9s          Normal    FailedBinding       persistentvolumeclaim/pg-data   no persistent volumes available for this claim and no storage class is set
40s         Warning   FailedScheduling    pod/pg-0                        0/1 nodes are available: pod has unbound immediate PersistentVolumeClaims.`;
const DESCRIBED = `Name:         shop-5b
Namespace:    prod
Status:       Pending
Events:
  Type     Reason  Age              From     Message
  ----     ------  ----             ----     -------
  Warning  Failed  8s (x5 over 62s) kubelet  Error: couldn't find key DB_PASSWORD in Secret prod/db-cred`;

async function causesOf(paste: string): Promise<string[][]> {
  const { report } = await explain(paste, { language: 'en' });
  return report.parts.map((part) => {
    if (part.analyzer !== 'journal') return [part.analyzer];
    const { causes } = part as unknown as { causes: { causeId: string }[] };
    return causes.map((cause) => cause.causeId);
  });
}

describe('two logs with an empty line between are two pastes', () => {
  it('where a program printed one and a machine wrote the other', async () => {
    expect(await causesOf(`${REDIS}\n\n${NGINX}`)).toEqual([['missing-file'], ['port-in-use']]);
  });

  it('where the same machine wrote them at other times', async () => {
    const later = NGINX.replaceAll('10:14:01', '17:40:09').replace(
      /bind\(\).*$/m,
      'unknown directive "servername" in /etc/nginx/nginx.conf:3',
    );
    expect(await causesOf(`${NGINX}\n\n${later}`)).toEqual([['port-in-use'], ['config-unknown-option']]);
  });

  it('where kubectl was asked about two things', async () => {
    expect(await causesOf(`${EVENTS}\n\n${DESCRIBED}`)).toEqual([['pvc-unbound'], ['missing-configmap-secret']]);
  });
});

describe('an empty line inside one story parts nothing', () => {
  it('in what one machine wrote within seconds', async () => {
    const [first, ...rest] = NGINX.split('\n');
    expect(await causesOf([first, '', ...rest].join('\n'))).toEqual([['port-in-use']]);
  });

  it('between a status and its last lines', async () => {
    const status = `× nginx.service - A high performance web server
     Loaded: loaded (/lib/systemd/system/nginx.service; enabled)
     Active: failed (Result: exit-code) since Tue 2025-05-06 10:14:01 UTC; 5s ago`;
    expect(await causesOf(`${status}\n\n${NGINX}`)).toEqual([['port-in-use']]);
  });

  it('where lines of several machines were collected', async () => {
    const other = 'May 06 10:14:02 web-4 systemd[1]: Started nginx.service - A high performance web server.';
    expect(await causesOf(`${NGINX}\n\n${other}\n\n${NGINX.replaceAll('10:14:01', '10:14:03')}`)).toHaveLength(1);
  });
});
