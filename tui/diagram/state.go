package diagram

import "vethlab/lab/topo"

// state of a link, as a learner sees it: what was set, and whether something comes through.
type state uint8

const (
	stateDown state = iota
	stateUp
	stateNoCarrier // set up, but without a carrier: for a veth, the other end is down or gone
	stateDormant
	stateTesting
	stateNotPresent
)

// stateOf reads the flags first: lo's operational state is UNKNOWN even where it is up, and a veth whose two ends have
// the same index says DOWN where others say LOWERLAYERDOWN (rfc2863_policy of net/core/link_watch.c).
func stateOf(l topo.Link) state {
	switch {
	case l.OperState == "NOTPRESENT":
		return stateNotPresent
	case l.Flags&topo.FlagUp == 0:
		return stateDown
	case l.OperState == "TESTING":
		return stateTesting
	case l.Flags&topo.FlagLowerUp == 0:
		return stateNoCarrier
	case l.OperState == "DORMANT":
		return stateDormant
	}
	return stateUp
}

func (s state) word(w Words) string {
	return [...]string{
		stateDown: w.Down, stateUp: w.Up, stateNoCarrier: w.NoCarrier, stateDormant: w.Dormant, stateTesting: w.Testing,
		stateNotPresent: w.NotPresent,
	}[s]
}

func (s state) role(lit bool) role {
	if lit {
		return roleChanged
	}
	return [...]role{
		stateDown: roleDown, stateUp: roleUp, stateNoCarrier: roleNoCarrier, stateDormant: roleOther, stateTesting: roleOther,
		stateNotPresent: roleOther,
	}[s]
}

// portForwarding is the state of a bridge's port that takes part.
const portForwarding = "forwarding"

// portWord is the word for what a bridge does with a port (bridge(8)); empty for a state that it does not have.
func portWord(state string, w Words) string {
	switch state {
	case "disabled":
		return w.Disabled
	case "listening":
		return w.Listening
	case "learning":
		return w.Learning
	case portForwarding:
		return w.Forwarding
	case "blocking":
		return w.Blocking
	}
	return ""
}
