package ipcmd

import (
	"fmt"
	"strings"
	"time"

	"vethlab/lab/topo"
)

// Monitor is `ip monitor`: it tells what changes until it is ended (ip-monitor(8), ipmonitor.c).
type Monitor struct {
	Objects MonitorObjects // 0 for all
	Label   bool           // what it is stands before each: [LINK]
	Dev     string         // tell of that link alone
}

// MonitorObjects are what to tell of.
type MonitorObjects uint

// The objects, in the order of ipmonitor.c.
const (
	MonitorLink MonitorObjects = 1 << iota
	MonitorAddr
	MonitorRoute
	MonitorNeigh
	MonitorNetconf
	MonitorRule
	MonitorNetnsID
)

// Has tells whether one of those objects is to be told of.
func (o MonitorObjects) Has(object MonitorObjects) bool { return o == 0 || o&object != 0 }

func (m Monitor) words() []string {
	return append([]string{"monitor"}, writeAll(monitorRows, &monitorParser{Monitor: m})...)
}

// monitorParser reads what stands after "ip monitor".
type monitorParser struct {
	Monitor
	*args
}

type monitorRow = keyword[*monitorParser]

// monitorRows are the words of `ip monitor`; what is an object may be abbreviated, in the order of ipmonitor.c.
func monitorRows(yield func(monitorRow) bool) {
	object := func(form string, bit MonitorObjects, en, zh string) monitorRow {
		return monitorRow{said: said{form, en, zh}, value: monitored(bit)}
	}
	foreign := foreignRow[*monitorParser]
	each(yield, []monitorRow{
		{said: said{"f[ile] FILE", "what a file has kept", "文件里记录的变化"}, read: func(p *monitorParser) error {
			_, err := p.next()
			p.foreign = true
			return err
		}, foreign: true},
		object("li[nk]", MonitorLink, "of devices", "设备的变化"),
		{said: said{"all", "of everything", "一切变化"}, read: func(p *monitorParser) error { p.Label = true; return nil }},
		object("a[ddress]", MonitorAddr, "of addresses", "地址的变化"), object("r[oute]", MonitorRoute, "of routes", "路由的变化"),
		foreign("m[route]", "", ""), foreign("p[refix]", "", ""),
		object("n[eigh]", MonitorNeigh, "of neighbours", "邻居的变化"), object("netc[onf]", MonitorNetconf, "of settings", "设置的变化"),
		object("ru[le]", MonitorRule, "of rules", "规则的变化"), object("ns[id]", MonitorNetnsID, "of the numbers of namespaces", "命名空间编号的变化"),
		foreign("nex[thop]", "", ""), foreign("stats", "", ""), foreign("al[l-nsid]", "", ""),
		flagRow("l[abel]", "say before each what it is about", "每条前面注明是什么", func(p *monitorParser) *bool { return &p.Label }),
		{said: said{"dev DEV", "of that device only", "只看那个设备"}, read: func(p *monitorParser) (err error) { p.Dev, err = p.nextMonitored(); return err },
			write: func(p *monitorParser) []string { return option("dev", p.Dev) }},
		helpRow[*monitorParser]("h[elp]", func() error { return &Error{Text: monitorHelp, Status: 255} }),
	})
}

// monitored is an object to tell of.
type monitored MonitorObjects

func (bit monitored) read(p *monitorParser, _ string) error {
	p.Objects |= MonitorObjects(bit)
	return nil
}

func (bit monitored) write(p *monitorParser, full string) []string {
	return flagOption(full, p.Objects&MonitorObjects(bit) != 0)
}

func (p *monitorParser) refuse() error {
	return refuse(255, "Argument \"%s\" is unknown, try \"ip monitor help\".\n", p.word())
}

// parseMonitor reads what stands after "ip monitor". What is told of by no package here is left to the machine's own ip.
func parseMonitor(a *args, _ Options) (Action, error) {
	p := &monitorParser{args: a}
	for ; a.more(); a.skip() {
		if err := takeWord(monitorRows, a.word(), p, (*monitorParser).refuse); err != nil {
			return nil, err
		}
	}
	if p.foreign {
		return Foreign{}, nil
	}
	return p.Monitor, nil
}

func (a *args) nextMonitored() (string, error) {
	name, err := a.next()
	if err == nil && name == "" {
		err = NoSuchMonitored(name)
	}
	return name, err
}

// NoSuchMonitored is what `ip monitor` says of a link that is not there.
func NoSuchMonitored(name string) error { return invalid("Device does not exist\n", name) }

const monitorHelp = `Usage: ip monitor [ all | OBJECTS ] [ FILE ] [ label ] [ all-nsid ]
                  [ dev DEVICE ]
OBJECTS :=  address | link | mroute | neigh | netconf |
            nexthop | nsid | prefix | route | rule | stats
FILE := file FILENAME
`

// Event is what `ip monitor` writes before an object: the time with -t, the object's name with label, and that it is no more.
func (p *Printer) Event(m Monitor, name string, deleted bool, now time.Time) {
	switch p.o.Timestamp {
	case "long":
		p.say(fmt.Sprintf("Timestamp: %s %06d usec\n", now.Format(time.ANSIC), now.Nanosecond()/1000))
	case "short":
		p.say(now.Format("[2006-01-02T15:04:05.000000] "))
	}
	if m.Label {
		p.say("[" + name + "]")
	}
	if deleted {
		p.say("Deleted ")
	}
}

// LinkEvent is a link as the kernel tells that it changed.
type LinkEvent struct {
	topo.Link
	// Lone tells that the link that it hangs on is gone: veth0@NONE.
	Lone bool
	// Port tells that its bridge says so, which knows less.
	Port bool
	// Why is the kernel's reason (IFLA_EVENT); 0 for none.
	Why uint32
	// NewNetnsID is the id of the namespace that it has moved to, nil for none; NewNetns its name, empty where it is not known, and
	// NewIndex the link's index there.
	NewNetnsID *int
	NewNetns   string
	NewIndex   int
}

// LinkEvent writes it. All are the links of its namespace, as far as they are known.
func (p *Printer) LinkEvent(e LinkEvent, all []topo.Link) {
	p.number("", "", int64(e.Index), ": ")
	if e.Lone {
		p.colored(colorName, "", "", e.Name+"@NONE: ", "")
	} else {
		p.linkName(e.Link, all, 0, ": ")
	}
	p.flags(e.Link, all)
	p.linkState(e.Link, all)
	if !e.Port {
		p.string("", "group ", p.group(e.Group), " ")
	}
	if e.Why != 0 {
		p.say("event " + eventName(e.Why) + " ")
	}
	p.line()
	p.linkLayer(e.Link)
	p.newPlace(e)
	p.altNames(e.Link)
	p.say("\n")
}

func (p *Printer) newPlace(e LinkEvent) {
	switch id := e.NewNetnsID; {
	case id == nil:
	case e.NewNetns != "":
		p.say(" new-netns " + e.NewNetns)
	default:
		p.number("", " new-netnsid ", int64(*id), "")
	}
	if e.NewIndex != 0 {
		p.number("", " new-ifindex ", int64(e.NewIndex), "")
	}
}

// eventName is an IFLA_EVENT_* of if_link.h.
func eventName(event uint32) string {
	names := []string{
		"NONE", "REBOOT", "FEATURE CHANGE", "BONDING FAILOVER", "NOTIFY PEERS", "RESEND IGMP", "BONDING OPTION",
	}
	if int(event) < len(names) {
		return names[event]
	}
	return fmt.Sprint(event)
}

// AddrEvent writes an address of a link that changed.
func (p *Printer) AddrEvent(a topo.Addr, l topo.Link) {
	if !p.o.OneLine {
		p.say(fmt.Sprintf("%d: %s", l.Index, l.Name))
	}
	p.addr(a, l)
}

// Netconf are settings of a namespace or a link that the kernel tells of (netconf.h, ipnetconf.c).
type Netconf struct {
	Family string // "inet", "inet6"
	Dev    string // "all", "default" or a link; empty for none
	// Values are those that it tells, by the names of the kernel's sysctls.
	Values map[string]string
}

// netconfNames are the settings in the order in which they are written.
func netconfNames() []string {
	return []string{"forwarding", "rp_filter", "mc_forwarding", "proxy_neigh", "ignore_routes_with_linkdown"}
}

// Netconf writes settings that changed.
func (p *Printer) Netconf(n Netconf) {
	p.say(n.Family + " ")
	if n.Dev != "" {
		p.colored(colorName, "", "", n.Dev, " ")
	}
	for _, name := range netconfNames() {
		if value, ok := n.Values[name]; ok {
			p.say(strings.Join([]string{name, value, ""}, " "))
		}
	}
	p.say("\n")
}
