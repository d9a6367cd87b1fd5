"""Photos as Pillow decodes and scales them: python pillow_pictures.py OUT PHOTOS. Writes OUT/names.txt and, for each way of scaling, the pixels one behind the other."""
import glob, os, sys
import numpy as np
from PIL import Image, ImageOps
out, photos = sys.argv[1:]
names = sorted(glob.glob(os.path.join(photos, '**', '*.jp*g'), recursive=True))
with open(os.path.join(out, 'names.txt'), 'w') as file:
    file.write('\n'.join(names))
size = (224, 224)
ways = dict(
    stretch=lambda picture: picture.resize(size, Image.BILINEAR),
    crop=lambda picture: ImageOps.fit(picture, size, Image.BILINEAR),
    fit=lambda picture: ImageOps.pad(picture, size, Image.BILINEAR, color=(255, 255, 255)),
)
for way, scale in ways.items():
    with open(os.path.join(out, way), 'wb') as file:
        for name in names:
            picture = ImageOps.exif_transpose(Image.open(name)).convert('RGB')
            file.write(np.asarray(scale(picture)).tobytes())
