//go:build linux

package kernel

import (
	"errors"
	"fmt"
	"os"
	"slices"

	"github.com/vishvananda/netlink/nl"
	"golang.org/x/sys/unix"

	"vethlab/lab/ipcmd"
	"vethlab/lab/topo"
)

// policyGroups are the multicast groups that tell of rules of the routing policy.
const policyGroups = 1<<(unix.RTNLGRP_IPV4_RULE-1) | 1<<(unix.RTNLGRP_IPV6_RULE-1)

// Stranger says that a program is started that is none of ours, and may do in any namespace what it likes, also after its end.
func (k *Kernel) Stranger() { k.strange.Store(true) }

// policyRules are the rules of the namespace's routing policy that differ from those of every other.
func (h *Handle) policyRules() ([]topo.PolicyRule, error) {
	build := func() *request {
		r := h.request(unix.RTM_GETRULE, unix.NLM_F_DUMP)
		r.AddData(&nl.RtMsg{RtMsg: unix.RtMsg{Family: unix.AF_UNSPEC}})
		return r
	}
	list, err := dump(build, unix.RTM_NEWRULE, func(message []byte) ([]byte, error) { return message, nil })
	switch {
	case errors.Is(err, unix.EOPNOTSUPP):
		// The kernel has no routing policy.
		return nil, nil
	case err != nil:
		return nil, fmt.Errorf("read rules: %w", err)
	case isUsual(list):
		return nil, nil
	}
	var all []topo.PolicyRule
	for _, message := range list {
		// Multicast routing has rules too, of families of its own.
		if family := nl.DeserializeRtMsg(message).Family; family != unix.AF_INET && family != unix.AF_INET6 {
			continue
		}
		r, err := decodeRule(message)
		if err != nil {
			return nil, fmt.Errorf("read rules: %w", err)
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

// isUsual tells whether these are the rules that every namespace begins with, and no others: nearly all have them, and to take each apart
// would be a tenth of a reading.
func isUsual(messages [][]byte) bool {
	type place struct {
		family   byte
		priority uint32
	}
	tables := map[place]uint32{
		{unix.AF_INET, 0}: unix.RT_TABLE_LOCAL, {unix.AF_INET, 32766}: unix.RT_TABLE_MAIN, {unix.AF_INET, 32767}: unix.RT_TABLE_DEFAULT,
		{unix.AF_INET6, 0}: unix.RT_TABLE_LOCAL, {unix.AF_INET6, 32766}: unix.RT_TABLE_MAIN,
	}
	count := len(tables)
	for _, m := range messages {
		header := nl.DeserializeRtMsg(m)
		// Beside the table and the priority it may say who made it, and that no route is too general for it.
		at, table, plain := place{family: header.Family}, uint32(0), header.Type == unix.FR_ACT_TO_TBL && header.Flags == 0 &&
			header.Dst_len == 0 && header.Src_len == 0 && header.Tos == 0
		for kind, value := range attributes(m[unix.SizeofRtMsg:]) {
			switch kind {
			case nl.FRA_TABLE:
				table = number32(value)
			case nl.FRA_PRIORITY:
				at.priority = number32(value)
			case nl.FRA_SUPPRESS_PREFIXLEN:
				plain = plain && number32(value) == ^uint32(0)
			case unix.FRA_PROTOCOL:
			default:
				plain = false
			}
		}
		if want, usual := tables[at]; !usual || !plain || table != want {
			return false
		}
		delete(tables, at)
	}
	return len(tables) == 0 && len(messages) == count
}
