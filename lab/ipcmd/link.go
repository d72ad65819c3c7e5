package ipcmd

// LinkParams are what `ip link add`, `ip link set` and the peer of a veth have in common (iplink.c, iplink_parse).
// A nil pointer is a setting that was not given.
type LinkParams struct {
	Dev        string // the device: after "dev", or by itself
	Name       string // after "name": of add the new device's, of set its new name
	Link       string // the device below, after "link"
	Index      int    // 0 lets the kernel choose
	Address    string
	Broadcast  string
	TxQueueLen *int
	MTU        *int
	Netns      string  // the name or the process id of a namespace
	Master     *string // empty is nomaster
	Alias      *string
	Group      *uint32

	Up, ARP, Multicast, AllMulticast, Promisc, Dynamic, Trailers *bool
}

// LinkAdd is `ip link add`. Peer is the other end of a veth, nil where nothing was said of it.
type LinkAdd struct {
	LinkParams
	Type string
	Peer *LinkParams
}

// LinkSet is `ip link set`.
type LinkSet struct{ LinkParams }

// LinkDelete is `ip link delete`; Group is used where Dev is empty.
type LinkDelete struct {
	Dev   string
	Group *uint32
	Type  string
}

// LinkShow is `ip link show`, with its filters.
type LinkShow struct {
	Dev, Master, Type string
	Up, NoMaster      bool
	Group             *uint32
}

func (a LinkAdd) words() []string    { return nil }
func (a LinkSet) words() []string    { return nil }
func (a LinkDelete) words() []string { return nil }
func (a LinkShow) words() []string   { return nil }

func parseLink(a *args, o Options) (Action, error) {
	return nil, refuse(255, "Command \"%s\" is unknown, try \"ip link help\".\n", a.word())
}
