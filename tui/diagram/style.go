package diagram

import (
	"strings"

	"charm.land/lipgloss/v2"
)

// Style says how each role of a drawing looks. The zero Style leaves all plain, and the drawing still tells all.
// Only what a style does within a line counts (colours, bold, faint, …); padding, width and margins must stay unset.
type Style struct {
	Box, BoxHere     lipgloss.Style // the lines of a box; of the one in which the shell stands
	Title, TitleHere lipgloss.Style // a namespace's name
	Name             lipgloss.Style // a link's name
	Up, Down         lipgloss.Style // the words of a state
	NoCarrier        lipgloss.Style // up, but nothing comes through
	Other            lipgloss.Style // states of neither kind, such as dormant
	Address          lipgloss.Style // an address of global scope
	AddressLocal     lipgloss.Style // an IPv6 address of link scope: dimmer
	Dim              lipgloss.Style // MAC addresses, kinds: nice to know
	Bridge           lipgloss.Style // the bar that a bridge's ports hang on
	Container        lipgloss.Style // a container's name
	NAT              lipgloss.Style // where packets get the host's address as they leave
	Published        lipgloss.Style // a port of the host that leads on to a container
	Outside          lipgloss.Style // the lines around what is beyond the host
	WireAlive        lipgloss.Style // both ends have a carrier
	WireDead         lipgloss.Style // at least one has none
	Route            lipgloss.Style
	Changed          lipgloss.Style // text, wire or mark of what has just changed
	More             lipgloss.Style // "↓ 3 more"
}

// role is what a cell belongs to; plain is nothing.
type role uint8

const (
	plain role = iota
	roleBox
	roleBoxHere
	roleTitle
	roleTitleHere
	roleName
	roleUp
	roleDown
	roleNoCarrier
	roleOther
	roleAddress
	roleAddressLocal
	roleDim
	roleBridge
	roleContainer
	roleNAT
	rolePublished
	roleOutside
	roleWireAlive
	roleWireDead
	roleRoute
	roleChanged
	roleMore
	roles // how many there are
)

// brush is what a style writes before and after text.
type brush struct{ before, after string }

// brushes renders each style once, so that a frame does not render a style per run of cells.
func (s Style) brushes() [roles]brush {
	all := [roles]lipgloss.Style{
		roleBox: s.Box, roleBoxHere: s.BoxHere, roleTitle: s.Title, roleTitleHere: s.TitleHere, roleName: s.Name,
		roleUp: s.Up, roleDown: s.Down, roleNoCarrier: s.NoCarrier, roleOther: s.Other, roleAddress: s.Address,
		roleAddressLocal: s.AddressLocal, roleDim: s.Dim, roleBridge: s.Bridge, roleWireAlive: s.WireAlive,
		roleContainer: s.Container, roleNAT: s.NAT, rolePublished: s.Published, roleOutside: s.Outside,
		roleWireDead: s.WireDead, roleRoute: s.Route, roleChanged: s.Changed, roleMore: s.More,
	}
	var b [roles]brush
	for r := plain + 1; r < roles; r++ {
		b[r] = newBrush(all[r])
	}
	return b
}

func newBrush(s lipgloss.Style) brush {
	const probe = "·"
	before, after, _ := strings.Cut(s.Render(probe), probe)
	return brush{before, after}
}
