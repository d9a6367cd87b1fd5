import type { HelperName } from './code'

/** Modules that PyTorch does not have, as they stand in `model.py` where they are needed. */
export const helperClasses: Readonly<Record<HelperName, string>> = {
  SeparableConv2d: `class SeparableConv2d(nn.Module):
    """Each channel alone, then a 1x1 convolution over all of them."""

    def __init__(self, in_channels, out_channels, kernel_size, stride=1, padding=0, dilation=1, bias=True, multiplier=1):
        super().__init__()
        between = in_channels * multiplier
        self.depthwise = nn.Conv2d(in_channels, between, kernel_size, stride=stride, padding=padding,
                                   dilation=dilation, groups=in_channels, bias=False)
        self.pointwise = nn.Conv2d(between, out_channels, 1, bias=bias)

    def forward(self, x):
        return self.pointwise(self.depthwise(x))
`,
  ChannelNorm: `class ChannelNorm(nn.LayerNorm):
    """Layer normalization over the channels of each pixel."""

    def forward(self, x):
        return super().forward(x.permute(0, 2, 3, 1)).permute(0, 3, 1, 2)
`,
  ImageFilter: `class ImageFilter(nn.Module):
    """A fixed kernel over each channel alone."""

    def __init__(self, channels, rows, pads, mode):
        super().__init__()
        kernel = torch.tensor(rows, dtype=torch.float32).expand(channels, 1, -1, -1).contiguous()
        self.register_buffer("kernel", kernel, persistent=False)
        self.pads, self.mode = pads, mode

    def forward(self, x):
        if self.mode is not None:
            x = F.pad(x, self.pads, mode=self.mode)
        return F.conv2d(x, self.kernel, groups=self.kernel.shape[0])
`,
  Normalize: `class Normalize(nn.Module):
    """Pixels of 0 to 255 to what the network was trained on: x * scale + offset for each channel."""

    def __init__(self, scale, offset):
        super().__init__()
        self.register_buffer("scale", torch.tensor(scale).view(1, -1, 1, 1), persistent=False)
        self.register_buffer("offset", torch.tensor(offset).view(1, -1, 1, 1), persistent=False)

    def forward(self, x):
        return x * self.scale + self.offset
`,
}
