// Package topo holds everything that is known of a lab's network at one moment, as plain values.
//
// A [Topology] is a list of namespaces; a [Namespace] has links, routes, neighbours and forwarding entries. The
// values are read from the kernel by package kernel, printed as iproute2 would by package ipcmd, and drawn by package
// diagram; nothing here does I/O. Field names in JSON are those of `ip -j` wherever it has one.
//
// The words and numbers are the kernel's: include/uapi/linux/if_link.h, rtnetlink.h, if_addr.h and neighbour.h.
package topo

import "net/netip"

// HostName is the name under which a lab's own root namespace stands in a [Topology].
const HostName = "host"

// Topology is all network namespaces of a lab at one moment: the host first, then those in /run/netns by name, then those that
// only containers have, in the order of these.
type Topology struct {
	Namespaces []Namespace `json:"namespaces"`
	Exited     []Container `json:"exited,omitempty"` // that the engine keeps though they ended, the oldest first: they have no namespace
}

// ID tells one network namespace from every other: the inode number of its nsfs file (namespaces(7)). It is
// comparable, 0 is none, and the kernel may give it out again once the namespace is gone.
type ID uint64

// Namespace is one network namespace. Links, routes and the others are in the order in which the kernel dumps them.
type Namespace struct {
	// Name is HostName for the first, else the name in /run/netns, else that of its first container. A namespace with several
	// names appears once, under the first of them.
	Name string `json:"name"`
	ID   ID     `json:"inode"`
	// Path is where a namespace that has no name in /run/netns is found, such as /proc/23/ns/net; else it is empty.
	Path       string      `json:"path,omitempty"`
	Containers []Container `json:"containers,omitempty"` // whose processes live in it, the oldest first
	Links      []Link      `json:"links"`
	Routes     []Route     `json:"routes,omitempty"`
	// Rules are those of the routing policy beside the ones that every namespace begins with, and these where it has them no more.
	Rules      []PolicyRule `json:"rules,omitempty"`
	Neighbours []Neighbour  `json:"neighbours,omitempty"`
	FDB        []FDBEntry   `json:"fdb,omitempty"`
	Tables     []Table      `json:"nftables,omitempty"`
	// Sysctls are those of net.* that differ from a fresh namespace's, by their names with dots.
	Sysctls map[string]string `json:"sysctl,omitempty"`
}

// Link is a network device (ip-link(8)), with its addresses.
type Link struct {
	Index     int       `json:"ifindex"`
	Name      string    `json:"ifname"`
	Kind      string    `json:"info_kind,omitempty"` // "veth", "bridge", …; empty for lo and physical devices
	Flags     LinkFlags `json:"flags"`
	MTU       int       `json:"mtu"`
	Qdisc     string    `json:"qdisc,omitempty"`
	Master    int       `json:"master_index,omitempty"` // index of the bridge that the link is a port of, 0 for none
	OperState string    `json:"operstate"`              // as `ip` prints it: UNKNOWN, NOTPRESENT, DOWN, LOWERLAYERDOWN, TESTING, DORMANT, UP
	Mode      string    `json:"linkmode,omitempty"`     // DEFAULT or DORMANT
	Group     uint32    `json:"group_id,omitempty"`     // 0 is "default"
	TxQueue   int       `json:"txqlen,omitempty"`
	Type      string    `json:"link_type"` // "ether", "loopback", …: the word after "link/"
	Address   string    `json:"address,omitempty"`
	Broadcast string    `json:"broadcast,omitempty"`
	Alias     string    `json:"ifalias,omitempty"`
	AltNames  []string  `json:"altnames,omitempty"`

	// Promiscuity counts those who asked for promiscuous mode (IFLA_PROMISCUITY); a bridge port has 1.
	Promiscuity int `json:"promiscuity,omitempty"`

	// Parent is IFLA_LINK: for a veth the index of its other end, in the namespace that LinkNetnsID names; 0 for
	// none. The kernel leaves it out of a message where it equals Index; readers here have put it back.
	Parent int `json:"link_index,omitempty"`
	// LinkNetnsID is IFLA_LINK_NETNSID, the id that this namespace has for the one of the other end. Nil where the
	// other end is in the same namespace; -1 where the kernel has no id for it.
	LinkNetnsID *int `json:"link_netnsid,omitempty"`
	// LinkNetns is the name in /run/netns of that namespace, empty if it has none.
	LinkNetns string `json:"link_netns,omitempty"`
	// Peer is the other end of a veth, wherever it is; nil for other kinds, or where it is in no namespace of the
	// topology. It is paired by index and namespace, asked from both sides.
	Peer *End `json:"peer,omitempty"`

	Addrs  []Addr  `json:"addr_info,omitempty"`
	Bridge *Bridge `json:"bridge,omitempty"` // of a bridge, else nil
	Port   *Port   `json:"port,omitempty"`   // of a bridge's port, else nil
	// Details are what `ip -d` tells beside. They are read for that alone: in a Topology they are nil, because the timers among
	// them never stand still.
	Details *Details `json:"details,omitempty"`
	// Stats are read for `ip -s` alone, as Details for -d.
	Stats *LinkStats `json:"-"`
}

// End names a link from outside its namespace. It is comparable.
type End struct {
	Namespace ID  `json:"inode"`
	Index     int `json:"ifindex"`
}

// Bridge is what a link of kind bridge has beside the common (IFLA_BR_*). Times are in hundredths of a second.
type Bridge struct {
	ID            string `json:"bridge_id"` // "8000.ce473833e691"
	STP           int    `json:"stp_state"`
	VLANFiltering int    `json:"vlan_filtering,omitempty"`
	Priority      int    `json:"priority,omitempty"` // the first half of ID
	ForwardDelay  int    `json:"forward_delay,omitempty"`
	HelloTime     int    `json:"hello_time,omitempty"`
	MaxAge        int    `json:"max_age,omitempty"`
	AgeingTime    int    `json:"ageing_time,omitempty"` // after which a learned address is forgotten
	McastSnooping int    `json:"mcast_snooping,omitempty"`
}

// Port is what a link that is a bridge's port has beside the common (IFLA_BRPORT_*).
type Port struct {
	State    string `json:"state"` // disabled, listening, learning, forwarding, blocking
	Cost     int    `json:"cost,omitempty"`
	Priority int    `json:"priority,omitempty"`
	Number   int    `json:"no,omitempty"` // its number in the bridge, from 1

	Hairpin          bool `json:"hairpin,omitempty"` // frames may leave by the port that they came by
	Guard            bool `json:"guard,omitempty"`   // takes no BPDU
	RootBlock        bool `json:"root_block,omitempty"`
	FastLeave        bool `json:"fastleave,omitempty"`
	Learning         bool `json:"learning,omitempty"`
	Flood            bool `json:"flood,omitempty"` // gets frames for addresses that nobody has learned
	MulticastFlood   bool `json:"mcast_flood,omitempty"`
	BroadcastFlood   bool `json:"bcast_flood,omitempty"`
	MulticastUnicast bool `json:"mcast_to_unicast,omitempty"`
	NeighSuppress    bool `json:"neigh_suppress,omitempty"`
	VLANTunnel       bool `json:"vlan_tunnel,omitempty"`
	Isolated         bool `json:"isolated,omitempty"` // speaks with ports that are not isolated alone
	Locked           bool `json:"locked,omitempty"`   // takes frames from known addresses alone
	MulticastRouter  int  `json:"multicast_router,omitempty"`
}

// Details are what `ip -d link` prints of a link beside, in its order (ipaddress.c, iplink_bridge.c,
// iplink_bridge_slave.c). What the kernel did not send is not there.
type Details struct {
	Link   []Detail `json:"link,omitempty"`            // promiscuity to maxmtu
	Kind   []Detail `json:"info_data,omitempty"`       // of its kind, where that is known
	Port   []Detail `json:"info_slave_data,omitempty"` // of a bridge's port
	Mode   string   `json:"addrgenmode,omitempty"`     // how IPv6 makes the link's own address: eui64, none, stable_secret, random
	Queues []Detail `json:"queues,omitempty"`          // numtxqueues to gro_max_size
}

// Detail is a word of iproute2's, and the value that it prints after it: {"hello_timer", "   1.02"}. In JSON it is a member, whose key and
// value may look otherwise; one without a key is not there, and one without a name is there alone.
type Detail struct {
	Name  string `json:"name"`
	Value string `json:"value"`
	Key   string `json:"-"`
	JSON  string `json:"-"` // "1.02"
}

// Addr is an address of a link (ip-address(8)).
type Addr struct {
	Family    string     `json:"family"` // "inet" or "inet6"
	Local     netip.Addr `json:"local"`
	Peer      netip.Addr `json:"address,omitzero"` // the other side of a point-to-point address, else the zero Addr
	PrefixLen int        `json:"prefixlen"`
	Broadcast netip.Addr `json:"broadcast,omitzero"`
	Scope     string     `json:"scope"` // "global", "link", "host", "site" or a number
	Label     string     `json:"label,omitempty"`
	Flags     AddrFlags  `json:"addr_flags,omitempty"`
	Protocol  int        `json:"protocol,omitempty"`
	Metric    int        `json:"metric,omitempty"` // of the route to its prefix; 0 is the kernel's own choice
	Valid     Lifetime   `json:"valid_life_time"`
	Preferred Lifetime   `json:"preferred_life_time"`
}

// Lifetime is the time in seconds that an address has left; [Forever] has no end.
type Lifetime uint32

// Forever is INFINITY_LIFE_TIME of the kernel.
const Forever Lifetime = 0xffffffff

// Prefix is the network that the address is in, such as 192.168.5.0/24; the peer's, where it has one.
func (a Addr) Prefix() netip.Prefix {
	of := a.Local
	if a.Peer.IsValid() {
		of = a.Peer
	}
	return netip.PrefixFrom(of, a.PrefixLen).Masked()
}

// Route is an entry of a routing table (ip-route(8)).
type Route struct {
	Family   string       `json:"family"`         // "inet" or "inet6"
	Type     string       `json:"type,omitempty"` // "unicast", "local", "broadcast", "blackhole", …
	Dst      netip.Prefix `json:"dst"`            // 0.0.0.0/0 or ::/0 is "default"
	Gateway  netip.Addr   `json:"gateway,omitzero"`
	Dev      int          `json:"dev_index,omitempty"` // index of the link, 0 for none
	DevName  string       `json:"dev,omitempty"`
	Protocol string       `json:"protocol,omitempty"` // "kernel", "boot", "static", … or a number
	Scope    string       `json:"scope,omitempty"`    // "global", "link", "host"
	PrefSrc  netip.Addr   `json:"prefsrc,omitzero"`
	Metric   int          `json:"metric,omitempty"`
	Table    int          `json:"table,omitempty"` // 254 is main, 255 local
	Pref     string       `json:"pref,omitempty"`  // of inet6: "medium", "low", "high"
	From     netip.Prefix `json:"from,omitzero"`   // the source that the route is for, of inet6
	TOS      int          `json:"tos,omitempty"`
	Metrics  []Metric     `json:"metrics,omitempty"`
	Expires  int          `json:"expires,omitempty"` // seconds left, 0 for no end
	Error    uint32       `json:"error,omitempty"`   // of an unreachable inet6 route: the negative errno, as `ip` prints it
	Flags    []string     `json:"flags,omitempty"`   // "linkdown", "dead", "onlink", "pervasive"
	NextHops []NextHop    `json:"nexthops,omitempty"`
}

// Metric is a value that a route sets for its connections (RTAX_*): "mtu", "advmss", "hoplimit", …
type Metric struct {
	Name   string `json:"name"`
	Value  uint32 `json:"value"`
	Locked bool   `json:"locked,omitempty"`
}

// NextHop is one way of a route that has several.
type NextHop struct {
	Gateway netip.Addr `json:"gateway,omitzero"`
	Dev     int        `json:"dev_index,omitempty"`
	DevName string     `json:"dev,omitempty"`
	Weight  int        `json:"weight"`
	Flags   []string   `json:"flags,omitempty"`
}

// Tables that every namespace has (rtnetlink.h, enum rt_class_t).
const (
	tableDefault = 253

	TableMain  = 254
	TableLocal = 255
)

// Neighbour is an entry of the ARP or NDP table (ip-neighbour(8)).
type Neighbour struct {
	Dst     netip.Addr `json:"dst"`
	Dev     int        `json:"dev_index"`
	DevName string     `json:"dev"`
	Address string     `json:"lladdr,omitempty"`
	Router  bool       `json:"router,omitempty"`
	Proxy   bool       `json:"proxy,omitempty"`
	Learned bool       `json:"extern_learn,omitempty"` // put there by a program other than the kernel (NTF_EXT_LEARNED)
	Managed bool       `json:"managed,omitempty"`      // kept resolved by the kernel (NTF_EXT_MANAGED)
	State   []string   `json:"state"`                  // as `ip` prints it: REACHABLE, STALE, DELAY, PROBE, FAILED, INCOMPLETE, NOARP, PERMANENT

	Protocol string `json:"protocol,omitempty"` // who put it there, as of a route; empty for nobody said
}

// FDBEntry is an entry of a bridge's forwarding database (bridge(8), fdb).
type FDBEntry struct {
	Address string   `json:"mac"`
	Dev     int      `json:"dev_index"`
	Master  int      `json:"master_index,omitempty"`
	State   string   `json:"state,omitempty"` // "permanent", "static", or empty for learned
	Flags   []string `json:"flags,omitempty"`
	VLAN    int      `json:"vlan,omitempty"` // 0 for none
}
