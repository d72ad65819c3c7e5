package nftcmd

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// The names of numbers, as nft has them in its tables and /etc/protocols in Debian's.

// symbolsOf are the names of a type's values.
func symbolsOf(name string) []Symbol {
	switch name {
	case "nf_proto":
		return []Symbol{{"ipv4", 2}, {"ipv6", 10}}
	case "ether_type":
		return etherTypes()
	case "arp_op":
		return []Symbol{{"request", 1}, {"reply", 2}, {"rrequest", 3}, {"rreply", 4}, {"inrequest", 8}, {"inreply", 9}, {"nak", 10}}
	case "inet_proto":
		return protocolNames()
	case "icmp_type":
		return icmpTypes()
	case "tcp_flag":
		return tcpFlags()
	case "iface_type":
		return []Symbol{{"ether", 1}, {"ppp", 512}, {"ipip", 768}, {"ipip6", 769}, {"loopback", 772}, {"sit", 776}, {"ipgre", 778}}
	case "ct_state":
		return states()
	case "ct_dir":
		return []Symbol{{"original", 0}, {"reply", 1}}
	case "ct_status":
		return statuses()
	case "icmpv6_type":
		return icmpv6Types()
	case "pkt_type":
		return []Symbol{{"host", 0}, {"unicast", 0}, {"broadcast", 1}, {"multicast", 2}, {"other", 3}}
	case "icmp_code":
		return icmpCodes()
	case "icmpv6_code":
		return icmpv6Codes()
	case "icmpx_code":
		return []Symbol{{"port-unreachable", 1}, {"admin-prohibited", 3}, {"no-route", 0}, {"host-unreachable", 2}}
	case "devgroup":
		return []Symbol{{"default", 0}}
	case "dscp":
		return dscps()
	case "ecn":
		return []Symbol{{"not-ect", 0}, {"ect1", 1}, {"ect0", 2}, {"ce", 3}}
	case "fib_addrtype":
		return addressTypes()
	case "boolean":
		return []Symbol{{"exists", 1}, {"missing", 0}}
	case "igmp_type":
		return []Symbol{{"membership-query", 17}, {"membership-report-v1", 18}, {"membership-report-v2", 22}, {"membership-report-v3", 34}, {"leave-group", 23}}
	}
	return nil
}

func etherTypes() []Symbol {
	return []Symbol{{"ip", 0x0800}, {"arp", 0x0806}, {"ip6", 0x86dd}, {"8021q", 0x8100}, {"8021ad", 0x88a8}, {"vlan", 0x8100}}
}

func protocolNames() []Symbol {
	return []Symbol{
		{"ip", 0}, {"icmp", 1}, {"igmp", 2}, {"ggp", 3}, {"ipencap", 4}, {"st", 5}, {"tcp", 6}, {"egp", 8}, {"igp", 9}, {"pup", 12}, {"udp", 17},
		{"hmp", 20}, {"xns-idp", 22}, {"rdp", 27}, {"iso-tp4", 29}, {"dccp", 33}, {"xtp", 36}, {"ddp", 37}, {"idpr-cmtp", 38}, {"ipv6", 41},
		{"ipv6-route", 43}, {"ipv6-frag", 44}, {"idrp", 45}, {"rsvp", 46}, {"gre", 47}, {"esp", 50}, {"ah", 51}, {"skip", 57}, {"ipv6-icmp", 58},
		{"icmpv6", 58}, {"ipv6-nonxt", 59}, {"ipv6-opts", 60}, {"rspf", 73}, {"vmtp", 81}, {"eigrp", 88}, {"ospf", 89}, {"ax.25", 93}, {"ipip", 94},
		{"etherip", 97}, {"encap", 98}, {"pim", 103}, {"ipcomp", 108}, {"comp", 108}, {"vrrp", 112}, {"l2tp", 115}, {"isis", 124}, {"sctp", 132},
		{"fc", 133}, {"mobility-header", 135}, {"udplite", 136}, {"mpls-in-ip", 137}, {"hip", 139}, {"shim6", 140}, {"wesp", 141}, {"rohc", 142},
	}
}

func icmpTypes() []Symbol {
	return []Symbol{
		{"echo-reply", 0}, {"destination-unreachable", 3}, {"source-quench", 4}, {"redirect", 5}, {"echo-request", 8}, {"router-advertisement", 9},
		{"router-solicitation", 10}, {"time-exceeded", 11}, {"parameter-problem", 12}, {"timestamp-request", 13}, {"timestamp-reply", 14},
		{"info-request", 15}, {"info-reply", 16}, {"address-mask-request", 17}, {"address-mask-reply", 18},
	}
}

func icmpv6Types() []Symbol {
	return []Symbol{
		{"destination-unreachable", 1}, {"packet-too-big", 2}, {"time-exceeded", 3}, {"parameter-problem", 4}, {"echo-request", 128},
		{"echo-reply", 129}, {"mld-listener-query", 130}, {"mld-listener-report", 131}, {"mld-listener-done", 132},
		{"mld-listener-reduction", 132}, {"nd-router-solicit", 133}, {"nd-router-advert", 134}, {"nd-neighbor-solicit", 135},
		{"nd-neighbor-advert", 136}, {"nd-redirect", 137}, {"router-renumbering", 138}, {"ind-neighbor-solicit", 141},
		{"ind-neighbor-advert", 142}, {"mld2-listener-report", 143},
	}
}

func icmpCodes() []Symbol {
	return []Symbol{
		{"net-unreachable", 0}, {"host-unreachable", 1}, {"prot-unreachable", 2}, {"port-unreachable", 3}, {"net-prohibited", 9},
		{"host-prohibited", 10}, {"admin-prohibited", 13}, {"frag-needed", 4},
	}
}

func icmpv6Codes() []Symbol {
	return []Symbol{
		{"no-route", 0}, {"admin-prohibited", 1}, {"addr-unreachable", 3}, {"port-unreachable", 4}, {"policy-fail", 5}, {"reject-route", 6},
	}
}

func tcpFlags() []Symbol {
	return []Symbol{{"fin", 1}, {"syn", 2}, {"rst", 4}, {"psh", 8}, {"ack", 16}, {"urg", 32}, {"ecn", 64}, {"cwr", 128}}
}

func states() []Symbol {
	return []Symbol{{"invalid", 1}, {"new", 8}, {"established", 2}, {"related", 4}, {"untracked", 64}}
}

func statuses() []Symbol {
	return []Symbol{{"expected", 1}, {"seen-reply", 2}, {"assured", 4}, {"confirmed", 8}, {"snat", 16}, {"dnat", 32}, {"dying", 512}}
}

func dscps() []Symbol {
	return []Symbol{
		{"cs0", 0x00}, {"cs1", 0x08}, {"cs2", 0x10}, {"cs3", 0x18}, {"cs4", 0x20}, {"cs5", 0x28}, {"cs6", 0x30}, {"cs7", 0x38}, {"df", 0x00},
		{"be", 0x00}, {"lephb", 0x01}, {"af11", 0x0a}, {"af12", 0x0c}, {"af13", 0x0e}, {"af21", 0x12}, {"af22", 0x14}, {"af23", 0x16},
		{"af31", 0x1a}, {"af32", 0x1c}, {"af33", 0x1e}, {"af41", 0x22}, {"af42", 0x24}, {"af43", 0x26}, {"va", 0x2c}, {"ef", 0x2e},
	}
}

func addressTypes() []Symbol {
	return []Symbol{
		{"unspec", 0}, {"unicast", 1}, {"local", 2}, {"broadcast", 3}, {"anycast", 4}, {"multicast", 5}, {"blackhole", 6}, {"unreachable", 7},
		{"prohibit", 8},
	}
}

// services are the ports that a rule may name (/etc/services).
func services() []Symbol {
	return []Symbol{
		{"ftp-data", 20}, {"ftp", 21}, {"ssh", 22}, {"telnet", 23}, {"smtp", 25}, {"domain", 53}, {"tftp", 69}, {"http", 80}, {"pop3", 110},
		{"ntp", 123}, {"imap2", 143}, {"snmp", 161}, {"bgp", 179}, {"https", 443}, {"submission", 587}, {"imaps", 993}, {"pop3s", 995},
		{"mysql", 3306}, {"postgresql", 5432}, {"http-alt", 8080},
	}
}

func msec(n uint64) time.Duration { return time.Duration(n) * time.Millisecond }

// timeUnits are the units of a time, from the largest on.
func timeUnits() []struct {
	name string
	is   time.Duration
} {
	return []struct {
		name string
		is   time.Duration
	}{{"d", 24 * time.Hour}, {"h", time.Hour}, {"m", time.Minute}, {"s", time.Second}, {"ms", time.Millisecond}}
}

// parseTime takes a time as 1d2h30m10s5ms, or a number of seconds.
func parseTime(word string) (time.Duration, error) {
	if n, err := strconv.ParseUint(word, 10, 32); err == nil {
		return time.Duration(n) * time.Second, nil
	}
	var sum time.Duration
	rest := word
	for _, u := range timeUnits() {
		digits := strings.TrimLeft(rest, "0123456789")
		unit := strings.TrimLeft(digits, "abcdefghijklmnopqrstuvwxyz")
		if n, err := strconv.ParseUint(rest[:len(rest)-len(digits)], 10, 32); err == nil && digits[:len(digits)-len(unit)] == u.name {
			sum += time.Duration(n) * u.is
			rest = unit
		}
	}
	if rest != "" || word == "" {
		return 0, fmt.Errorf("%s: %w of time", word, errValue)
	}
	return sum, nil
}

// timeText writes a time as nft lists it.
func timeText(d time.Duration) string {
	if d == 0 {
		return "0s"
	}
	var b strings.Builder
	for _, u := range timeUnits() {
		if n := d / u.is; n > 0 {
			fmt.Fprintf(&b, "%d%s", n, u.name)
			d -= n * u.is
		}
	}
	return b.String()
}
