/** A kind of secret: how it looks, and text it must and must not be found in. */
export interface SecretKind {
  id: string;
  zh: string;
  en: string;
  /** A text without any of these cannot hold one: cheap to look for, even in a large log. */
  cues: string[];
  /** The named group `secret` is what is masked, without one all of it. Linear: no nested unbounded repeats. */
  pattern: RegExp;
  /** Values of a name such as `password=` that are no secrets are left alone. */
  named?: boolean;
  /** Pieces that make a sample when joined: nothing that scans sources for secrets takes them for one. */
  samples: string[][];
  not: string[][];
}

const HEX40 = '0123456789abcdef0123456789abcdef01234567';
const R36 = 'a8Fk2Lq9Zx7Vb3Nm5Qw1Er6Ty4Ui8Op0As2D';

/**
 * Secrets by the shapes their makers document, and by the names people give them. What merely looks random (commit and
 * image digests, Pod hashes, UUIDs, certificates) is none.
 */
export const SECRET_KINDS: SecretKind[] = [
  {
    id: 'private-key',
    zh: '私钥',
    en: 'a private key',
    cues: ['PRIVATE KEY'],
    pattern:
      /-----BEGIN (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----(?<secret>(?:\s|\\[nr])*(?:[A-Za-z0-9+/=]{16,4000}(?:\s|\\[nr])*)*(?:[A-Za-z0-9+/=]{1,15}(?:\s|\\[nr])*(?=-----END))?)/g,
    samples: [
      ['-----BEGIN RSA PRIVATE ', `KEY-----\n${R36}\n${R36}\nAb==\n-----END RSA PRIVATE KEY-----`],
      ['"-----BEGIN PRIVATE ', `KEY-----\\n${R36}\\n-----END PRIVATE KEY-----\\n"`],
    ],
    not: [
      ['-----BEGIN CERTIFICATE-----\n', `${R36}\n-----END CERTIFICATE-----`],
      ['-----BEGIN PUBLIC KEY-----\n', R36],
      ['nginx: cannot load key: PEM_read_bio_PrivateKey() failed (Expecting: ANY PRIVATE KEY)'],
    ],
  },
  {
    id: 'aws-key',
    zh: 'AWS 访问密钥',
    en: 'an AWS access key',
    cues: ['AKIA', 'ASIA'],
    pattern: /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/g,
    samples: [['AKIA', 'QX7ZP2LM4NB6VC8D']],
    not: [['AKIA is a prefix'], ['ASIAPACIFICREGION']],
  },
  {
    id: 'github-token',
    zh: 'GitHub 令牌',
    en: 'a GitHub token',
    cues: ['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_', 'github_pat_'],
    pattern: /\b(?:gh[pousr]_[A-Za-z0-9]{30,255}|github_pat_[A-Za-z0-9_]{30,255})\b/g,
    samples: [
      ['ghp_', R36],
      ['github_pat_', R36],
    ],
    not: [['ghp_short']],
  },
  {
    id: 'gitlab-token',
    zh: 'GitLab 令牌',
    en: 'a GitLab token',
    cues: ['glpat-', 'glrt-', 'gldt-'],
    pattern: /\bgl(?:pat|rt|dt)-[A-Za-z0-9_-]{20,64}\b/g,
    samples: [['glpat-', 'a8Fk2Lq9Zx7Vb3Nm5Qw1']],
    not: [['glpat-name']],
  },
  {
    id: 'slack-token',
    zh: 'Slack 令牌',
    en: 'a Slack token',
    cues: ['xox', 'hooks.slack.com'],
    pattern:
      /\bxox[abeprs]-[A-Za-z0-9-]{20,250}|\bhooks\.slack\.com\/services\/(?<secret>T[A-Z0-9]{6,14}\/B[A-Z0-9]{6,14}\/[A-Za-z0-9]{20,40})/g,
    samples: [
      ['xoxb-', '123456789012-123456789012-a8Fk2Lq9Zx7V'],
      ['https://hooks.slack.com/services/', 'T01ABCDEF/B01ABCDEF/a8Fk2Lq9Zx7Vb3Nm5Qw1Er6T'],
    ],
    not: [['xoxb-'], ['https://hooks.slack.com/services/']],
  },
  {
    id: 'stripe-key',
    zh: 'Stripe 密钥',
    en: 'a Stripe key',
    cues: ['k_live_', 'k_test_', 'whsec_'],
    pattern: /\b(?:[sr]k_(?:live|test)_|whsec_)[A-Za-z0-9]{16,250}\b/g,
    samples: [['sk_live_', 'a8Fk2Lq9Zx7Vb3Nm5Qw1Er6T']],
    not: [['pk_live_a8Fk2Lq9Zx7Vb3Nm5Qw1'], ['task_test_a8Fk2Lq9Zx7Vb3Nm5Qw1']],
  },
  {
    id: 'model-key',
    zh: '大模型 API 密钥',
    en: 'a model API key',
    cues: ['sk-', 'hf_'],
    pattern: /\bsk-(?:proj-|ant-)?[A-Za-z0-9_-]{32,250}\b|\bhf_[A-Za-z]{30,60}\b/g,
    samples: [
      ['sk-ant-', `api03-${R36}`],
      ['sk-', R36],
    ],
    not: [['disk-a8Fk2Lq9Zx7Vb3Nm5Qw1Er6Ty4Ui8Op0As2D'], ['sk-learn']],
  },
  {
    id: 'google-key',
    zh: 'Google API 密钥',
    en: 'a Google API key',
    cues: ['AIza', 'GOCSPX-'],
    pattern: /\bAIza[0-9A-Za-z_-]{35}(?![0-9A-Za-z_-])|\bGOCSPX-[0-9A-Za-z_-]{20,40}/g,
    samples: [['AIza', R36.slice(0, 35)]],
    not: [['AIzaShort']],
  },
  {
    id: 'cloud-key',
    zh: '云服务密钥',
    en: 'a cloud key',
    cues: ['LTAI', 'AKID', 'AccountKey='],
    pattern: /\bLTAI[A-Za-z0-9]{12,24}\b|\bAKID[A-Za-z0-9]{32}\b|\bAccountKey=(?<secret>[A-Za-z0-9+/]{80,90}={0,2})/g,
    samples: [
      ['LTAI', '5tQx7Zp2Lm4Nb6Vc'],
      ['AKID', 'a8Fk2Lq9Zx7Vb3Nm5Qw1Er6Ty4Ui8Op0'],
    ],
    not: [['AKIDs are listed']],
  },
  {
    id: 'package-token',
    zh: '软件源令牌',
    en: 'a registry token',
    cues: ['npm_', 'dckr_pat_', 'pypi-'],
    pattern: /\bnpm_[A-Za-z0-9]{36}\b|\bdckr_pat_[A-Za-z0-9_-]{20,60}|\bpypi-[A-Za-z0-9_-]{60,250}/g,
    samples: [
      ['npm_', R36],
      ['dckr_pat_', 'a8Fk2Lq9Zx7Vb3Nm5Qw1Er6'],
    ],
    not: [['npm_config_cache'], ['npm_lifecycle_script']],
  },
  {
    id: 'discord-token',
    zh: 'Discord 令牌',
    en: 'a Discord token',
    cues: ['.'],
    // The first piece is an id in Base64: it begins with one of these and holds digits once decoded.
    pattern:
      /(?<![\w.-])(?:M[TjDzA]|N[zTDjA]|O[TDA])[A-Za-z0-9]{20,26}\.[A-Za-z0-9_-]{6}\.[A-Za-z0-9_-]{27,45}(?![\w-])/g,
    samples: [['MTIzNDU2Nzg5MDEyMzQ1Njc4', '.Gabc12.', R36]],
    not: [['com.example.App.Main'], ['MTIzNDU2Nzg5MDEyMzQ1Njc4.Gabc12']],
  },
  {
    id: 'discord-webhook',
    zh: 'Discord webhook 地址',
    en: 'a Discord webhook',
    cues: ['/webhooks/'],
    pattern: /\bdiscord(?:app)?\.com\/api\/(?:v\d{1,2}\/)?webhooks\/\d{17,20}\/(?<secret>[\w-]{50,100})/g,
    samples: [['https://discord.com/api/webhooks/', `123456789012345678/${R36}${R36}`]],
    not: [['https://discord.com/api/webhooks/123456789012345678']],
  },
  {
    id: 'telegram-token',
    zh: 'Telegram 令牌',
    en: 'a Telegram token',
    cues: [':AA'],
    pattern: /\b\d{8,10}:AA[\w-]{33}(?![\w-])/g,
    samples: [['123456789:', `AA${R36.slice(0, 33)}`]],
    not: [['00:00:12345678:AA']],
  },
  {
    id: 'jwt',
    zh: 'JWT 令牌',
    en: 'a JSON Web Token',
    cues: ['eyJ'],
    pattern: /\beyJ[A-Za-z0-9_-]{10,2000}\.eyJ[A-Za-z0-9_-]{8,4000}\.[A-Za-z0-9_-]{16,1000}/g,
    samples: [['eyJhbGciOiJSUzI1NiJ9', '.eyJpc3MiOiJrdWJlIn0.', R36]],
    not: [['eyJhbGciOiJSUzI1NiJ9']],
  },
  {
    id: 'join-token',
    zh: '集群加入令牌',
    en: 'a cluster join token',
    cues: ['--token'],
    pattern: /--token[ =](?<secret>[a-z0-9]{6}\.[a-z0-9]{16})\b|(?<=--token[ =])K10[0-9a-f]{40,80}::\S{8,200}/g,
    samples: [
      ['kubeadm join 10.0.0.1:6443 --token ', 'abc123.0123456789abcdef', ' --discovery-token-ca-cert-hash sha256:1'],
    ],
    not: [['kubeadm join --token <token>']],
  },
  {
    id: 'password-hash',
    zh: '密码哈希',
    en: 'a password hash',
    cues: ['$6$', '$5$', '$1$', '$y$', '$2'],
    pattern: /\$(?:[156y]|2[aby])\$[./A-Za-z0-9$]{20,120}/g,
    samples: [['root:', '$6$', 'saltsalt$a8Fk2Lq9Zx7Vb3Nm5Qw1Er6Ty4Ui8Op0']],
    not: [['echo $1$2'], ['price $6$']],
  },
  {
    id: 'address-password',
    zh: '地址里的密码',
    en: 'a password in an address',
    cues: ['://'],
    pattern: /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s:/@"'<>]{0,64}:(?<secret>[^\s@/"'<>]{3,128})@[\w.[-]/gi,
    named: true,
    samples: [
      ['postgres://app:', 'S3cr3tW0rd', '@db.local:5432/x'],
      ['redis://:', 'hunter22', '@cache:6379'],
    ],
    not: [
      ['http://localhost:8080/a@b'],
      ['https://user:***@host'],
      ['postgres://app:$', '{DB_PASSWORD}@db'],
      ['git clone https://user:<password>@host'],
    ],
  },
  {
    id: 'authorization',
    zh: '认证请求头',
    en: 'an authorization header',
    cues: ['uthorization', 'UTHORIZATION', 'earer '],
    pattern:
      /\bauthorization["']?\s{0,3}[:=]\s{0,3}["']?(?:bearer|basic|token)\s{1,3}(?<secret>[\w.~+/=-]{16,4000})|\bbearer\s(?<bearer>(?=[\w.~+/=-]{0,40}\d)[\w.~+/=-]{24,4000})/gi,
    named: true,
    samples: [
      ['Authorization: Bearer ', R36],
      ['-H "authorization: Basic ', 'dXNlcjpwYXNzd29yZDEyMw==', '"'],
    ],
    not: [['Authorization: Bearer <token>'], ['the bearer certificateauthoritynotfound']],
  },
  {
    id: 'password',
    zh: '密码或密钥',
    en: 'a password or key',
    cues: [
      'assw',
      'ASSW',
      'asswd',
      'ecret',
      'ECRET',
      'oken',
      'OKEN',
      'pi_key',
      'PI_KEY',
      'piKey',
      'pikey',
      'ccess_key',
      'CCESS_KEY',
      'pwd',
      'PWD',
      '密码',
      '口令',
    ],
    // A value in quotes after a telling name, or one without them in the style of an environment, an .ini file or a
    // connection string.
    pattern:
      /(?:passwo?r?d|passwd|pwd|secret(?:_?(?:access_?)?key)?|(?:auth|access|refresh|api|bot|client|session)_?(?:token|secret)|api_?key|access_?key)["']?(?:\[\]|\[\d{1,3}\])?\s{0,3}(?:=|:|:=)\s{0,3}(?:"(?<double>[^"\s]{6,200})"|'(?<single>[^'\s]{6,200})')|\b[A-Z0-9_]{0,40}(?:PASSWORD|PASSWD|SECRET|TOKEN|API_?KEY|ACCESS_KEY)=(?<secret>[!#$%*+./0-9:=?@A-Z^_a-z~\\-]{6,200})|\b(?:password|passwd|pwd)=(?=[!-~]{0,40}\d)(?<bare>[!#$%*+./0-9:=?@A-Z^_a-z~\\-]{6,200})(?![\w(])|(?:密码|口令)\s?(?:是|为|[:：=])\s?(?=[!-~]{0,40}\d)(?<said>[!-_a-~]{6,64})/gi,
    named: true,
    samples: [
      ['const char* password = "', 'Tr0ub4dor&3', '";'],
      ['POSTGRES_PASSWORD=', 'hx82jKq0'],
      ['"client_secret": "', 'a8Fk2Lq9Zx7Vb3', '"'],
      ['aws_secret_access_key = "', `${R36}abcd`, '"'],
      ['密码：', 'Qx7Zp2Lm4'],
      ['DB_PASSWORD=', 'hunter2secret'],
      ['psql "host=db user=app password=', 'mytest77Kq', ' sslmode=require"'],
    ],
    not: [
      ['DB_PASSWORD=your_secret_password_here'],
      ['API_TOKEN=my-test-token123'],
      ['password=changeme1'],
      ['aws_secret_access_key = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"'],
      ['if (pwd=getpwd2(uid)) continue;'],
      ['password = "your_password";'],
      ['DB_PASSWORD=$', '{DB_PASSWORD}'],
      ['Failed password for root from 1.2.3.4'],
      ['token = strtok(line, ",");'],
      ['password: changeme'],
      ['"password": "********"'],
      ['PASSWORD=$PASSWORD'],
      ['secretName: "my-registry-secret"'],
      ['imagePullSecrets: "registry-credentials"'],
      ['error: token="<nil>"'],
      ['KEYWORD_TOKEN=identifier'],
    ],
  },
];

/** What must never be taken for a secret, whatever the kind. */
export const NO_SECRETS: string[] = [
  'web-7d9c5b6f4d-x2x7k',
  `commit ${HEX40}`,
  'docker.io/library/nginx@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef',
  'MESSAGE_ID=39f53479d3a045ac8e11786248231fbf',
  '550e8400-e29b-41d4-a716-446655440000',
  'time="2023-07-13T00:48:26.101Z" level=info msg="containerd successfully booted in 0.1s"',
  'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl me@host',
  'GPIOA->BSRR = GPIO_BSRR_BS5; // 0x40010810',
  'MountVolume.SetUp failed for volume "kube-api-access-abcde" : secret "default-token-x2x7k" not found',
  'E0713 00:48:25.000000 1 reflector.go:138] Failed to watch *v1.Secret: token has expired',
];
