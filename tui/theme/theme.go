// Package theme holds the colours of the screen: a dozen roles, in a form for dark terminals and one for light ones, each
// for many colours and for sixteen. No colours at all leave bold and faint, with which the screen still tells everything.
package theme

import (
	"image/color"

	"charm.land/lipgloss/v2"

	"vethlab/tui/diagram"
)

// Theme is a style for each role.
type Theme struct {
	Text    lipgloss.Style // running words
	Strong  lipgloss.Style // words that matter
	Dim     lipgloss.Style // what is there for those who look for it
	Title   lipgloss.Style // titles of steps and lessons
	Border  lipgloss.Style // frames
	Focus   lipgloss.Style // the frame that has the focus
	Code    lipgloss.Style // commands and names
	Next    lipgloss.Style // the command that runs next
	Good    lipgloss.Style // it worked, it is up, it is right
	Bad     lipgloss.Style // it failed, it is down, it is wrong
	Warn    lipgloss.Style // neither: without a carrier, a recording
	Link    lipgloss.Style // addresses, and the cable
	New     lipgloss.Style // what has just changed
	Key     lipgloss.Style // a key to press
	Bar     lipgloss.Style // the line at the top
	Diagram diagram.Style
}

// palette is the colours behind the roles.
type palette struct {
	dim, border, accent, code, good, bad, warn, link color.Color
	newText, newBack, barText, barBack               color.Color
}

// Terminal is what a theme has to be for.
type Terminal struct {
	Light   bool // it has a light background
	Sixteen bool // it has the sixteen colours alone, which are its user's own choice
	Plain   bool // nothing is to be coloured
}

// New gives the theme for a terminal.
func New(on Terminal) *Theme {
	hex := func(dark, light string) color.Color {
		if on.Light {
			return lipgloss.Color(light)
		}
		return lipgloss.Color(dark)
	}
	p := palette{
		dim: hex("#8a93a6", "#666d7a"), border: hex("#56607a", "#9aa3b2"), accent: hex("#7cc7ff", "#0b5cad"),
		code: hex("#e6c98f", "#7a4b00"), good: hex("#8fd694", "#1a7f37"), bad: hex("#ff8a8a", "#b3261e"),
		warn: hex("#ffc66d", "#945700"), link: hex("#7cc7ff", "#0b5cad"), newText: hex("#101418", "#1c1400"),
		newBack: hex("#ffd866", "#ffd866"), barText: hex("#ffffff", "#ffffff"), barBack: hex("#2f4468", "#0b5cad"),
	}
	if on.Sixteen {
		p = sixteen(on.Light)
	}
	t := fill(p)
	if on.Plain {
		t.Bar = t.Bar.Reverse(true)
	}
	return t
}

// sixteen are the colours by their names, chosen by hand: of the nearest ones a warning would be that of an error.
func sixteen(light bool) palette {
	if light {
		return palette{
			dim: lipgloss.BrightBlack, border: lipgloss.BrightBlack, accent: lipgloss.Blue, code: lipgloss.Blue,
			good: lipgloss.Green, bad: lipgloss.Red, warn: lipgloss.Magenta, link: lipgloss.Blue,
			newText: lipgloss.Black, newBack: lipgloss.BrightYellow, barText: lipgloss.BrightWhite, barBack: lipgloss.Blue,
		}
	}
	return palette{
		dim: lipgloss.White, border: lipgloss.BrightBlack, accent: lipgloss.BrightCyan, code: lipgloss.BrightYellow,
		good: lipgloss.BrightGreen, bad: lipgloss.BrightRed, warn: lipgloss.BrightMagenta, link: lipgloss.BrightCyan,
		newText: lipgloss.Black, newBack: lipgloss.BrightYellow, barText: lipgloss.BrightWhite, barBack: lipgloss.Blue,
	}
}

func fill(p palette) *Theme {
	plain := lipgloss.NewStyle()
	fg := func(c color.Color) lipgloss.Style { return plain.Foreground(c) }
	t := &Theme{
		Text: plain, Strong: plain.Bold(true), Dim: fg(p.dim), Title: fg(p.accent).Bold(true), Border: fg(p.border),
		Focus: fg(p.accent).Bold(true), Code: fg(p.code), Next: fg(p.code).Bold(true), Good: fg(p.good), Bad: fg(p.bad),
		Warn: fg(p.warn), Link: fg(p.link), New: fg(p.newText).Background(p.newBack).Bold(true), Key: fg(p.accent).Bold(true),
		Bar: fg(p.barText).Background(p.barBack),
	}
	t.Diagram = diagram.Style{
		Box: t.Border, BoxHere: t.Focus, Title: t.Strong, TitleHere: t.Title, Name: t.Strong, Up: t.Good, Down: t.Bad,
		NoCarrier: t.Warn, Other: t.Warn, Address: t.Link, AddressLocal: t.Dim, Dim: t.Dim, Bridge: t.Text,
		Container: t.Title, NAT: t.Warn, Published: t.Key, Outside: t.Dim, WireAlive: t.Good, WireDead: t.Dim, Route: t.Code, Changed: t.New, More: t.Dim,
	}
	return t
}
