//go:build unix

package main

import (
	"fmt"
	"image/color"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
)

// theme is the colours of the terminal: those of a cell that has none of its own, and the sixteen that go by a number. All others
// are given by the program, or are the same in all terminals.
type theme struct {
	fore, back color.RGBA
	basic      [16]color.RGBA
}

func dark() theme {
	return theme{rgb(0xdfe4ee), rgb(0x141821), [16]color.RGBA{
		rgb(0x232937), rgb(0xf07178), rgb(0x8fd694), rgb(0xe6c98f), rgb(0x7aa8ff), rgb(0xc79bf2), rgb(0x6fd3d6), rgb(0xc8cedb),
		rgb(0x69728a), rgb(0xff8a8a), rgb(0xa9ecae), rgb(0xffd98a), rgb(0x9cc4ff), rgb(0xdcb9ff), rgb(0x93ebee), rgb(0xffffff),
	}}
}

func light() theme {
	return theme{rgb(0x1f2430), rgb(0xfbfbf8), [16]color.RGBA{
		rgb(0x1f2430), rgb(0xb3261e), rgb(0x1a7f37), rgb(0x8a5a00), rgb(0x0b5cad), rgb(0x8430a8), rgb(0x0b7285), rgb(0xc9ccd3),
		rgb(0x666d7a), rgb(0xd1372e), rgb(0x2a9c4a), rgb(0xa66f00), rgb(0x2a78cf), rgb(0x9d4bc2), rgb(0x1a8a9e), rgb(0xffffff),
	}}
}

func rgb(c uint32) color.RGBA { return color.RGBA{uint8(c >> 16), uint8(c >> 8), uint8(c), 0xff} }

func hex(c color.RGBA) string { return fmt.Sprintf("#%02x%02x%02x", c.R, c.G, c.B) }

// colours are the foreground and the background that a style comes to; a faint foreground is nearer to the background.
func (t theme) colours(s uv.Style) (fore, back color.RGBA) {
	fore, back = t.colour(s.Fg, t.fore), t.colour(s.Bg, t.back)
	if s.Attrs&uv.AttrReverse != 0 {
		fore, back = back, fore
	}
	if s.Attrs&uv.AttrFaint != 0 {
		mix := func(a, b uint8) uint8 { return uint8((3*int(a) + 2*int(b)) / 5) }
		fore = color.RGBA{mix(fore.R, back.R), mix(fore.G, back.G), mix(fore.B, back.B), 0xff}
	}
	if s.Attrs&uv.AttrConceal != 0 {
		fore = back
	}
	return fore, back
}

func (t theme) colour(c color.Color, none color.RGBA) color.RGBA {
	switch c := c.(type) {
	case nil:
		return none
	case ansi.BasicColor:
		return t.basic[c&15]
	case ansi.IndexedColor:
		if c < 16 {
			return t.basic[c]
		}
	}
	r, g, b, _ := c.RGBA()
	return color.RGBA{uint8(r >> 8), uint8(g >> 8), uint8(b >> 8), 0xff}
}
