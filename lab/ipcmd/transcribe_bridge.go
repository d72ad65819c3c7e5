package ipcmd

import (
	"slices"
	"strconv"

	"vethlab/lab/topo"
)

// A bridge has a carrier until its last port leaves or loses its own, or its priority or spanning tree is set; from then on it has one
// only while a port has (br_port_state_selection of br_stp.c). So what it was before shows for ever.

// isPast tells whether a bridge that has lost its carrier, or will, shall be as one that has it, with no port to give it one: or as one
// that was given its address while it had it. With its last port it has lost its MAC address too.
func (t *transcriber) isPast(e *end) bool {
	if e.to.Kind != "bridge" {
		return false
	}
	port := func(l topo.Link) bool { return l.Master == e.to.Index }
	livePort := func(l topo.Link) bool { return port(l) && isLive(l) }
	hadPorts := slices.ContainsFunc(t.ends, func(p *end) bool { return p.space != nil && p.master == e })
	if (hadPorts || e.now.Address == noMAC) && e.to.Address != noMAC && !slices.ContainsFunc(e.target.to.Links, port) {
		return true
	}
	lost := isSpent(e.now) || hadPorts
	if isLive(*e.to) {
		return !slices.ContainsFunc(e.target.to.Links, livePort) && (lost || spends(bridgeChanges(e.now.Bridge, e.to.Bridge)))
	}
	return lost && isSpent(*e.to) && hasOwn(*e.to) && !(e.isUp() && hasOwn(e.now))
}

// isSpent tells whether a bridge has lost its carrier: one that is down does not tell, but one without ports has no address then.
func isSpent(l topo.Link) bool {
	if l.Flags&topo.FlagUp != 0 {
		return l.Flags&topo.FlagLowerUp == 0
	}
	return l.Address == noMAC
}

const noMAC = "00:00:00:00:00:00"

// losesCarrier tells whether a bridge is to come up before all else, because it gets its address while it has a carrier, and loses that.
func losesCarrier(e *end) bool {
	return e.to.Kind == "bridge" && isSpent(*e.to) && !e.spent && hasOwn(*e.to) && !hasOwn(e.now)
}

// spends tells whether settings of a bridge take its carrier, until a port has one.
func spends(settings []string) bool {
	return slices.Contains(settings, "priority") || slices.Contains(settings, "stp_state")
}

// spend makes a bridge one that has lost its carrier: by setting its priority, or by a port that comes and goes, with which it loses
// its address too.
func (t *transcriber) spend(e *end) {
	if e.to.Kind != "bridge" || !isSpent(*e.to) || e.spent && (e.to.Address != noMAC || e.now.Address == noMAC) {
		return
	}
	e.spent = true
	if e.to.Address != noMAC && e.to.Bridge != nil && e.to.Bridge.HelloTime != 0 {
		t.setBridge(e, "priority", strconv.Itoa(e.to.Bridge.Priority))
		return
	}
	name := t.unusedName(e.space)
	t.say(e.space, "ip", "link", "add", name, "type", "veth", "peer", "name", name+"p")
	t.say(e.space, "ip", "link", "set", name, "master", e.now.Name)
	t.say(e.space, "ip", "link", "delete", name)
}

// leave takes note that a link is no port any more.
func (t *transcriber) leave(e *end) {
	if e.master != nil && !slices.ContainsFunc(t.ends, func(p *end) bool { return p != e && p.master == e.master && isLive(p.now) }) {
		e.master.spent = true
	}
	if e.master != nil && !slices.ContainsFunc(t.ends, func(p *end) bool { return p != e && p.master == e.master }) {
		e.master.now.Address = noMAC
	}
	e.master, e.now.Port, e.fdb = nil, nil, nil
}

func isLive(l topo.Link) bool {
	return l.Flags&topo.FlagUp != 0 && l.Flags&topo.FlagLowerUp != 0
}
