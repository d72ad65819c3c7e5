// Package theme holds the colours of the screen: a dozen roles, in a form for dark terminals and one for light ones. Fewer colours
// than it asks for are the terminal's nearest ones, and none at all leaves bold and faint, with which the screen still tells
// everything.
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

// New gives the theme for a dark or a light background.
func New(dark bool) *Theme {
	if dark {
		return fill(palette{
			dim: lipgloss.Color("#8a93a6"), border: lipgloss.Color("#56607a"), accent: lipgloss.Color("#7cc7ff"),
			code: lipgloss.Color("#e6c98f"), good: lipgloss.Color("#8fd694"), bad: lipgloss.Color("#ff8a8a"),
			warn: lipgloss.Color("#ffc66d"), link: lipgloss.Color("#7cc7ff"), newText: lipgloss.Color("#101418"),
			newBack: lipgloss.Color("#ffd866"), barText: lipgloss.Color("#ffffff"), barBack: lipgloss.Color("#2f4468"),
		})
	}
	return fill(palette{
		dim: lipgloss.Color("#666d7a"), border: lipgloss.Color("#9aa3b2"), accent: lipgloss.Color("#0b5cad"),
		code: lipgloss.Color("#7a4b00"), good: lipgloss.Color("#1a7f37"), bad: lipgloss.Color("#b3261e"),
		warn: lipgloss.Color("#945700"), link: lipgloss.Color("#0b5cad"), newText: lipgloss.Color("#1c1400"),
		newBack: lipgloss.Color("#ffd866"), barText: lipgloss.Color("#ffffff"), barBack: lipgloss.Color("#0b5cad"),
	})
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
		NoCarrier: t.Warn, Other: t.Warn, Address: t.Link, AddressLocal: t.Dim, Dim: t.Dim, Bridge: t.Border,
		WireAlive: t.Good, WireDead: t.Dim, Route: t.Code, Changed: t.New, More: t.Dim,
	}
	return t
}
