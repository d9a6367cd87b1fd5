import { Problem } from '../../shared/problem'
import { type DataSet, imageBytes } from './dataSet'

/** Throws a Problem for data from which nothing can be learned. */
export function checkTrainable(data: DataSet, place: string): void {
  const images = data.count('train') + data.count('validation') + data.count('test')
  const problem = (code: string, message: string, remedy: string) => new Problem({ code, message, remedy, place })
  if (images === 0) throw problem('data-empty', `${data.source} has no images`, 'add images')
  if (imageBytes(data.imageShape) === 0)
    throw problem(
      'data-empty',
      `the images of ${data.source} are ${data.imageShape.join('x')}`,
      'use images with pixels',
    )
  if (data.classes.length < 2)
    throw problem('data-one-class', `${data.source} has one class only`, 'add images of a second class')
  if (data.count('train') === 0)
    throw problem(
      'data-no-training-images',
      `none of the ${images} images of ${data.source} is for training`,
      'add images, or lower the parts for validation and test',
    )
}
