package theme

import (
	"image/color"
	"math"
	"testing"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"
)

// luminance and contrast are those of WCAG 2.
func luminance(c color.Color) float64 {
	r, g, b, _ := c.RGBA()
	linear := func(v uint32) float64 {
		f := float64(v) / 0xffff
		if f <= 0.03928 {
			return f / 12.92
		}
		return math.Pow((f+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(r) + 0.7152*linear(g) + 0.0722*linear(b)
}

func contrast(a, b color.Color) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

type role struct {
	name  string
	style lipgloss.Style
}

func (t *Theme) roles() []role {
	return []role{
		{"dim", t.Dim}, {"title", t.Title}, {"code", t.Code}, {"next", t.Next}, {"good", t.Good}, {"bad", t.Bad},
		{"warn", t.Warn}, {"link", t.Link}, {"key", t.Key}, {"new", t.New}, {"bar", t.Bar},
	}
}

// TestReadable holds that words can be read on the background they stand on: 4.5 is what WCAG asks for.
func TestReadable(t *testing.T) {
	for _, of := range []struct {
		name    string
		dark    bool
		profile colorprofile.Profile
		ground  color.Color
		least   float64
	}{
		{"dark", true, colorprofile.TrueColor, lipgloss.Color("#1e1e2e"), 4.5},
		{"light", false, colorprofile.TrueColor, lipgloss.Color("#ffffff"), 4.5},
		{"dark, 256 colours", true, colorprofile.ANSI256, lipgloss.Color("#1e1e2e"), 4},
		{"light, 256 colours", false, colorprofile.ANSI256, lipgloss.Color("#ffffff"), 4},
		// The sixteen are the terminal's own; these are as the library takes them to be.
		{"dark, 16 colours", true, colorprofile.ANSI, color.Black, 4.5},
		{"light, 16 colours", false, colorprofile.ANSI, color.White, 3.5},
	} {
		on := Terminal{Light: !of.dark, Sixteen: of.profile == colorprofile.ANSI}
		for _, r := range New(on).roles() {
			ground := of.ground
			if back := r.style.GetBackground(); back != (lipgloss.NoColor{}) {
				ground = back
			}
			ink := of.profile.Convert(r.style.GetForeground())
			if got := contrast(ink, of.profile.Convert(ground)); got < of.least {
				t.Errorf("%s: unexpected contrast of %s: want %.1f, got %.1f", of.name, r.name, of.least, got)
			}
		}
	}
}

// TestSixteen holds that what means another thing has another colour, also where there are only sixteen.
func TestSixteen(t *testing.T) {
	for _, light := range []bool{true, false} {
		theme := New(Terminal{Light: light, Sixteen: true})
		seen := map[color.Color]string{}
		for _, r := range []role{{"good", theme.Good}, {"bad", theme.Bad}, {"warn", theme.Warn}, {"link", theme.Link}} {
			c := colorprofile.ANSI.Convert(r.style.GetForeground())
			if other, ok := seen[c]; ok {
				t.Errorf("light %v: %s has the colour of %s", light, r.name, other)
			}
			seen[c] = r.name
		}
	}
}
