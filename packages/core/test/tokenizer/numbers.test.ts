import { it } from 'vitest';
import { check } from '../../src/tokenizer/check-tokens';

it.each([
  'drink 0.5|L in 2.5|h at +2.5 degrees|, on 802.11n for 1.99|EUR or ±0.5|kg|, .5|ml|, −5|°C',
  'add 600|µl and 5|ml at 20:15|h|, drive 100|km/h or 5 m/s²|; 3.5|mm and 16|GB but 5G|, 3D and 4th',
  'parts QX4096.1 and EY4108.F|, v2.3.1|, Python3.11|, 1.0.0-rc.1+b5|, 2.3.x and 1.2.3.4.5',
  'from 2024-05-12T10:30:00Z or 2024-05-12T10:30:00.5+02:00 to 01-Feb-02 at 10:30:05.25',
  'ratios 16:9 and 1:2:3|, ranges 5.5|-|6.2 and 2.5|–|3.5|km|, 10|-|15|%',
  'call +1-202-555-0143|, +49-30-123456 or 555.555.0100|, book 978-3-16-148410-0 or 3-5213|; but 1|-|7 and 3|-|50',
  '192.168.0.1:8080|, 10.0.0.0/8|, fe80::1%eth0|, 2001:db8::8a2e:370:7334|, 00:1b:44:11:3a:b7',
  '550e8400-e29b-41d4-a716-446655440000 and 6.02|×|10²³ and 1.5e-3 and 3⁄4|, 2½|, ½',
  'H₂O|, Ca²⁺|, SO₄²⁻|, Ca(OH)2|, Al2(SO4)3|, 10⁻³|, 1,2-dichloroethane',
  "1'000.50 or 1’000 or 000,5|, 5′11″ tall|, at 48°51′24.5″N or 48°51'24\"N|, №|5",
  'by H.264 or X.509|, BA.2.86|, B.1.1.7 and ICD|-|10.A01.1|, 2.B.1 and 1.0a2.dev3|; but No.|5 and Rs|.|500',
  '5|km²|, 3|cm³|, 12|m³/h|, 100|Mbit/s and 7|mm/yr|; 1-800-FLOWERS',
  '$|1.99|, €|5.50|, 5|€|, £|1.2|m|, EUR5.50|, 3.5|%|, 1|..|2|, 1|,|,|2',
])('keeps numbers and codes whole: %s', (text) => check(text));

it('reads the digits of every script, and unspaced scripts around numbers', () => {
  check('价格|5,000|元|，|共|3.14|元|。', 'zh');
  check('価格|は|１２３．４５|円|だ|。', 'ja');
  check('第|2.5|章|と|5.5|km', 'ja');
  check('ราคา|5,000|บาท|๓.๑๔', 'th');
  check('－５．５|℃|、|気温|は|＋２．５|℃', 'ja');
  check('増|－５．５|％', 'zh');
  check('１０：３０ ２０２４／０５／１２ ＡＢＣ１２３．４５ ３．１４');
  check('٣٫١٤ ١٬٠٠٠ १,००,०००.५० ۳٫۵|٪');
  check('제3.5차 39.4m가 -40도부터 3|-|1로', 'ko');
  check('5.5ק"מ', 'he');
});

it('cuts units off in languages whose treebanks do', () => {
  check('5|km', 'en-GB');
  check('5|km', 'zh');
  check('5km|, 2.5h|, -3 km/h', 'nl');
  check("1992'de A4'te A.Ş.'nin C++'ta", 'tr');
});

it('keeps the names of languages of programs', () => {
  check('C#7.3|, .NET6.0|, Next.js13|, M*A*S*H');
  check('C++|と|C#|、|C++17|语言', 'ja');
  check('C++로 C#은 .NET에', 'ko');
  check('C++|, C++17|, C|/|C++|, C#|, F#|, g++|, .NET|, Node.js|, ASP.NET|; but A|++|, i|+|j and #|1');
});
