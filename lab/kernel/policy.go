//go:build linux

package kernel

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"sync"

	"github.com/vishvananda/netlink/nl"
	"golang.org/x/sys/unix"

	"vethlab/lab/ipcmd"
	"vethlab/lab/topo"
)

// policyGroups are the multicast groups that tell of rules of the routing policy.
const policyGroups = 1<<(unix.RTNLGRP_IPV4_RULE-1) | 1<<(unix.RTNLGRP_IPV6_RULE-1)

// policy is what is known of the rules of a namespace's routing policy. Hardly any namespace has some of its own, and to ask each of them
// takes a twentieth of a reading: so a socket hears of changes, and the kernel is asked where there were some. As with [known], an event
// is in the socket before the change returns to who made it.
type policy struct {
	mu    sync.Mutex
	ear   int  // -1 where it could not be opened: then the rules are read each time
	known bool // rules are those that the namespace has, but for what was heard since
	rules []topo.PolicyRule
}

// listen begins to hear, in the namespace of the calling thread. It is fresh if nobody can have changed anything in it yet.
func (p *policy) listen(fresh bool) {
	// Who cannot open one now is told why where something else cannot be opened either.
	p.ear, _ = listenTo(unix.NETLINK_ROUTE, policyGroups)
	p.known = fresh
}

func (p *policy) close() {
	if p.ear >= 0 {
		unix.Close(p.ear)
	}
}

// heard drains the socket, and tells whether there was something, or may have been.
func (p *policy) heard() (something bool) {
	if p.ear < 0 {
		return true
	}
	// A read takes a message, however long it is.
	var one [1]byte
	for {
		_, err := unix.Read(p.ear, one[:])
		switch {
		case errors.Is(err, unix.EAGAIN):
			return something
		case err == nil, errors.Is(err, unix.ENOBUFS):
			something = true
		case !errors.Is(err, unix.EINTR):
			return true
		}
	}
}

// policyRules are the rules of the namespace's routing policy that differ from those of every other.
func (h *Handle) policyRules() ([]topo.PolicyRule, error) {
	p := &h.policy
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.heard() {
		p.known = false
	}
	if p.known {
		return p.rules, nil
	}
	rules, err := h.readPolicy()
	if err != nil {
		return nil, fmt.Errorf("read rules: %w", err)
	}
	p.rules, p.known = rules, true
	return rules, nil
}

func (h *Handle) readPolicy() ([]topo.PolicyRule, error) {
	list, err := h.rulesOf(unix.AF_UNSPEC)
	if errors.Is(err, unix.EOPNOTSUPP) {
		// The kernel has no routing policy.
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var all []topo.PolicyRule
	for _, r := range list {
		// Multicast routing has rules too, of families of its own.
		if family := nl.DeserializeRtMsg(r.message).Family; family != unix.AF_INET && family != unix.AF_INET6 {
			continue
		}
		rule := topo.PolicyRule{Family: r.Family.String(), Text: ipcmd.RuleText(r.Rule)}
		if r.Priority != nil {
			rule.Priority = *r.Priority
		}
		all = append(all, rule)
	}
	all = topo.UnusualRules(all)
	if _, err := os.Stat("/proc/sys/net/ipv6"); err != nil {
		all = slices.DeleteFunc(all, func(r topo.PolicyRule) bool { return r.Missing && r.Family == "inet6" })
	}
	return all, nil
}
