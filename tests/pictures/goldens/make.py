"""Pictures in every form, and their pixels as Pillow decodes and scales them. Writes the pictures and goldens.ndjson (a case a line) beside itself.

    python3 -m venv venv && venv/bin/pip install pillow==13.0.0 numpy && venv/bin/python make.py HOSTILE_IMAGES

HOSTILE_IMAGES is the folder ../shared/data/hostile-images; of its files only some pixels are kept, at places drawn by a fixed seed.
"""
import base64, io, json, os, struct, sys, zlib
import numpy as np
from PIL import Image, ImageOps

HERE = os.path.dirname(os.path.abspath(__file__))
BACKGROUND = (10, 200, 90)
h, w = 18, 26
yy, xx = np.mgrid[0:h, 0:w]
rgb = np.stack([xx * 255 / (w - 1), yy * 255 / (h - 1), 128 + 100 * np.sin(xx / 3.) * np.cos(yy / 2.)], -1).round().astype(np.uint8)
rgb[3:8, 4:11] = [250, 30, 40]
rgb[11:16, 15:22] = [20, 60, 230]
alpha = np.clip((xx + yy) * 8, 0, 255).astype(np.uint8)
image = Image.fromarray(rgb)
grey = image.convert('L')
with_alpha = Image.merge('RGBA', (*image.split(), Image.fromarray(alpha)))


def chunk(name, data):
    return struct.pack('>I', len(data)) + name + data + struct.pack('>I', zlib.crc32(name + data))


def png16(array, colour_type, extra=b''):  # Pillow writes no 16-bit colour
    rows = b''.join(b'\0' + row.astype('>u2').tobytes() for row in array)
    head = struct.pack('>IIBBBBB', array.shape[1], array.shape[0], 16, colour_type, 0, 0, 0)
    return b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', head) + extra + chunk(b'IDAT', zlib.compress(rows)) + chunk(b'IEND', b'')


def bmp_with_masks(array):  # Windows 5's header, in which alpha has a mask
    rows = array[::-1, :, [2, 1, 0, 3]].tobytes()
    head = struct.pack('<IiiHHIIiiII', 124, array.shape[1], array.shape[0], 1, 32, 3, len(rows), 2835, 2835, 0, 0)
    head += struct.pack('<IIII', 0xff0000, 0xff00, 0xff, 0xff000000) + b'BGRs' + bytes(64)
    return b'BM' + struct.pack('<IHHI', 14 + len(head) + len(rows), 0, 0, 14 + len(head)) + head + rows


def encoded(picture, **options):
    out = io.BytesIO()
    picture.save(out, **options)
    return out.getvalue()


def orientation(value):
    exif = Image.Exif()
    exif[0x0112] = value
    return exif.tobytes()


wide = rgb.astype(np.uint16) * 257 - (xx % 7)[..., None].astype(np.uint16) * 9
files = {
    'rgb.png': encoded(image, format='PNG'),
    'grey.png': encoded(grey, format='PNG'),
    'rgba.png': encoded(with_alpha, format='PNG'),
    'grey-alpha.png': encoded(Image.merge('LA', (grey, Image.fromarray(alpha))), format='PNG'),
    'palette.png': encoded(image.quantize(32), format='PNG'),
    'palette-alpha.png': encoded(image.quantize(16), format='PNG', transparency=bytes(range(0, 256, 16))),
    'rgb-transparent.png': encoded(image, format='PNG', transparency=(250, 30, 40)),
    'one-bit.png': encoded(grey.convert('1'), format='PNG'),
    'rgb16.png': png16(wide, 2),
    'rgba16.png': png16(np.dstack([wide, alpha.astype(np.uint16) * 257]), 6),
    'orientation-6.png': encoded(image, format='PNG', exif=orientation(6)),
    'rgb-420.jpg': encoded(image, format='JPEG', quality=90, subsampling='4:2:0'),
    'rgb-444-progressive.jpg': encoded(image, format='JPEG', quality=85, subsampling='4:4:4', progressive=True),
    'grey.jpg': encoded(grey, format='JPEG', quality=90),
    'cmyk.jpg': encoded(image.convert('CMYK'), format='JPEG', quality=95),
    **{f'orientation-{k}.jpg': encoded(image, format='JPEG', quality=90, exif=orientation(k)) for k in range(1, 9)},
    'lossless.webp': encoded(image, format='WEBP', lossless=True),
    'alpha.webp': encoded(with_alpha, format='WEBP', lossless=True, exact=True),
    'lossy.webp': encoded(image, format='WEBP', quality=90),
    'orientation-8.webp': encoded(image, format='WEBP', lossless=True, exif=orientation(8)),
    'palette.gif': encoded(image.quantize(64), format='GIF'),
    'transparent.gif': encoded(image.quantize(16), format='GIF', transparency=3),
    'rgb.tif': encoded(image, format='TIFF', compression='tiff_lzw'),
    'grey.tif': encoded(grey, format='TIFF'),
    'cmyk.tif': encoded(image.convert('CMYK'), format='TIFF'),
    'orientation-5.tif': encoded(image, format='TIFF', exif=orientation(5)),
    'rgb24.bmp': encoded(image, format='BMP'),
    'palette.bmp': encoded(image.quantize(64), format='BMP'),
    'grey.bmp': encoded(grey, format='BMP'),
    'one-bit.bmp': encoded(grey.convert('1'), format='BMP'),
    'rgbx.bmp': encoded(with_alpha, format='BMP'),  # its fourth byte means nothing
    'rgba.bmp': bmp_with_masks(np.dstack([rgb, alpha])),
}


def opened(source):
    """Upright, 8 bits, alpha on the background."""
    picture = Image.open(source)
    picture.load()
    picture = ImageOps.exif_transpose(picture)
    transparency = picture.info.get('transparency')
    if picture.mode.startswith('I;16'):  # of 16 bits the upper 8, as Pillow takes them of colour
        values = np.asarray(picture)
        seen = np.full(values.shape, 255) if transparency is None else np.where(values == transparency, 0, 255)
        picture = Image.merge('LA', [Image.fromarray(a.astype(np.uint8)) for a in (values >> 8, seen)])
    if picture.mode in ('RGBA', 'LA', 'PA') or transparency is not None:
        picture = picture.convert('RGBA')
        picture = Image.alpha_composite(Image.new('RGBA', picture.size, BACKGROUND + (255,)), picture).convert('RGB')
    return picture if picture.mode == 'L' else picture.convert('RGB')


def text(picture):
    return base64.b64encode(np.asarray(picture).tobytes()).decode()


decoded, scaled, sampled = [], [], []
for name, data in files.items():
    with open(os.path.join(HERE, name), 'wb') as out:
        out.write(data)
    picture = opened(io.BytesIO(data))
    decoded.append(dict(file=name, height=picture.height, width=picture.width, rgb=text(picture.convert('RGB')), grey=text(picture.convert('L'))))

sizes = [(9, 13), (18, 9), (5, 31), (24, 33), (7, 7), (1, 1)]
for name in ('rgb.png', 'grey.png', 'rgba.png', 'rgb-420.jpg', *(f'orientation-{k}.jpg' for k in (3, 6, 7, 8)), 'palette.gif', 'palette.bmp'):
    picture = opened(os.path.join(HERE, name))
    colour = BACKGROUND if picture.mode == 'RGB' else Image.new('RGB', (1, 1), BACKGROUND).convert('L').getpixel((0, 0))
    for height, width in sizes:
        size = (width, height)
        results = dict(
            stretch=picture.resize(size, Image.BILINEAR),
            crop=ImageOps.fit(picture, size, Image.BILINEAR),
            fit=ImageOps.pad(picture, size, Image.BILINEAR, color=colour),
        )
        for how, result in results.items():
            scaled.append(dict(file=name, height=height, width=width, channels=len(result.getbands()), resize=how, pixels=text(result)))

random = np.random.default_rng(5)
for line in open(os.path.join(sys.argv[1], 'MANIFEST.tsv')).read().strip().split('\n')[1:]:
    fields = line.split('\t')
    name, expected = fields[0], fields[6]
    if expected != 'decodes' or name == 'bmp/badrle.bmp':  # what Pillow makes of its broken runs is garbage
        continue
    picture = opened(os.path.join(sys.argv[1], name))
    places = sorted(int(k) for k in random.integers(0, picture.width * picture.height, 32))
    colours, greys = [np.asarray(picture.convert(mode)).reshape(picture.width * picture.height, -1) for mode in ('RGB', 'L')]
    sampled.append(dict(file=name, height=picture.height, width=picture.width, places=places,
                        rgb=base64.b64encode(colours[places].tobytes()).decode(), grey=base64.b64encode(greys[places].tobytes()).decode()))

with open(os.path.join(HERE, 'goldens.ndjson'), 'w') as out:
    for kind, cases in dict(decoded=decoded, scaled=scaled, sampled=sampled).items():
        for case in cases:
            out.write(json.dumps(dict(kind=kind, **case)) + '\n')
