import type { NodeFamily } from '../view/nodeFacts'

export type DiagramTheme = 'light' | 'dark'

export interface DiagramColours {
  readonly canvas: string
  readonly raised: string
  readonly line: string
  readonly ink: string
  readonly ink2: string
  readonly ink3: string
  readonly bad: string
  readonly badSoft: string
  readonly onFamily: string
  readonly families: Readonly<Record<NodeFamily, string>>
}

/** The tokens' colours as every program that reads SVG knows them: `tokens.css` says them in oklch. A test holds the two together. */
export const diagramColours: Readonly<Record<DiagramTheme, DiagramColours>> = {
  light: {
    canvas: '#f2f3f5',
    raised: '#ffffff',
    line: '#c5c7cb',
    ink: '#1f2228',
    ink2: '#4d5057',
    ink3: '#60636a',
    bad: '#a12721',
    badSoft: '#ffebe8',
    onFamily: '#ffffff',
    families: {
      convolution: '#4d72a1',
      dense: '#59568c',
      normalization: '#0a7575',
      activation: '#713e1e',
      pooling: '#4a7e55',
      merge: '#643c66',
      regularization: '#6d5d1c',
      shape: '#60636a',
      block: '#60636a',
      data: '#60636a',
    },
  },
  dark: {
    canvas: '#0c0d11',
    raised: '#1f2227',
    line: '#3d4046',
    ink: '#e9ebef',
    ink2: '#b5b7bd',
    ink3: '#989ba2',
    bad: '#fda296',
    badSoft: '#3b1f1b',
    onFamily: '#0b0f18',
    families: {
      convolution: '#709ed8',
      dense: '#b0aff5',
      normalization: '#49b8b8',
      activation: '#c37f59',
      pooling: '#7fc08c',
      merge: '#b17db4',
      regularization: '#b8a457',
      shape: '#8f929a',
      block: '#8f929a',
      data: '#8f929a',
    },
  },
}
