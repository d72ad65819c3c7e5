package ipcmd

import (
	"fmt"
	"net/netip"
)

// RouteGet is `ip route get`.
type RouteGet struct {
	Family   Family
	Dst      netip.Prefix // the zero Prefix for "default"
	From     *netip.Prefix
	IIF, OIF string
	TOS      uint8
	Mark     uint32
	UID      *uint32
	Notify   bool
	FIBMatch bool // the entry of the table instead of the answer
}

func (r RouteGet) words() []string {
	words := []string{"route", "get"}
	if r.FIBMatch {
		words = append(words, "fibmatch")
	}
	words = append(words, dstWord(r.Dst))
	if r.From != nil {
		words = append(words, "from", dstWord(*r.From))
	}
	words = append(words, option("iif", r.IIF)...)
	words = append(words, option("oif", r.OIF)...)
	if r.TOS != 0 {
		words = append(words, "tos", tosText(int(r.TOS)))
	}
	if r.Mark != 0 {
		words = append(words, "mark", fmt.Sprint(r.Mark))
	}
	words = append(words, numberOption("uid", r.UID)...)
	if r.Notify {
		words = append(words, "notify")
	}
	return words
}

// Warnings is what `ip` writes to standard error before it asks the kernel, empty for nothing.
func (r RouteGet) Warnings() string {
	bits, all := r.Dst.Bits(), r.Dst.Addr().BitLen()
	if !r.Dst.IsValid() && r.From == nil {
		bits, all = 0, map[Family]int{Inet: 32, Inet6: 128}[r.Family]
	}
	if bits < 0 || bits == all {
		return ""
	}
	return fmt.Sprintf("Warning: /%d as prefix is invalid, only /%d (or none) is supported.\n", bits, all)
}

// parseRouteGet reads the words after the verb (iproute_get).
func parseRouteGet(a *args, o Options) (Action, error) {
	r := RouteGet{Family: o.Family}
	given := false
	for ; a.more(); a.skip() {
		var err error
		var n uint32
		switch word := a.word(); {
		case word == "tos", matches(word, "dsfield"):
			n, err = a.nextTOS("TOS value is invalid\n")
			r.TOS = uint8(n)
		case matches(word, "from"):
			r.From, err = a.nextFrom(&r.Family)
		case matches(word, "iif"):
			r.IIF, err = a.nextDev()
		case matches(word, "mark"):
			r.Mark, err = a.nextNumber("invalid mark value")
		case matches(word, "oif"), word == "dev":
			r.OIF, err = a.nextDev()
		case matches(word, "notify"):
			r.Notify = true
		case matches(word, "connected"), matches(word, "vrf"), word == "as", matches(word, "sport"),
			matches(word, "dport"), matches(word, "ipproto"):
			return Foreign{}, nil
		case matches(word, "uid"):
			n, err = a.nextNumber("invalid UID\n")
			r.UID = &n
		case matches(word, "fibmatch"):
			r.FIBMatch = true
		case given:
			// Of several iproute2 asks for the last, with the family of the first, and warns of each.
			return Foreign{}, nil
		default:
			given = true
			r.Dst, err = a.getDestination(&r.Family)
		}
		if err != nil {
			return nil, err
		}
	}
	if !given {
		return nil, refuse(1, "need at least a destination address\n")
	}
	return r, nil
}

func (a *args) nextFrom(family *Family) (*netip.Prefix, error) {
	word, err := a.next()
	if err != nil {
		return nil, err
	}
	if matches(word, "help") {
		return nil, routeUsage()
	}
	from, err := getPrefix(word, *family)
	settle(family, from.family)
	return new(from.prefix()), err
}

func (a *args) getDestination(family *Family) (netip.Prefix, error) {
	word := a.word()
	if word == "to" {
		var err error
		if word, err = a.next(); err != nil {
			return netip.Prefix{}, err
		}
	}
	if matches(word, "help") {
		return netip.Prefix{}, routeUsage()
	}
	dst, err := getPrefix(word, *family)
	settle(family, dst.family)
	return dst.prefix(), err
}
