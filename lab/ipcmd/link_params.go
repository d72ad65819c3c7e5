package ipcmd

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// linkParams reads the parameters of add, set and peer.
type linkParams struct {
	LinkParams
	*args
	kind string // the word after "type"
}

// parseLinkParams reads up to the end of the words, or up to what follows "type KIND".
func parseLinkParams(a *args, create bool) (*linkParams, error) {
	p := &linkParams{args: a}
	for ; a.more() && p.kind == "" && !p.foreign; a.skip() {
		if err := takeWord(linkRows, a.word(), p, (*linkParams).readDev); err != nil {
			return nil, err
		}
	}
	if p.foreign {
		return p, nil
	}
	return p, p.settle(create)
}

// settle checks the parameters against one another, and puts the name where it belongs.
func (p *linkParams) settle(create bool) error {
	if p.Index != 0 && !create && p.Netns == "" {
		return refuse(255, "index can be used only when creating devices or when moving device to another netns.\n")
	}
	if p.Group != nil && p.Dev == "" && p.Name == "" {
		if p.more() {
			return refuse(255, "Garbage instead of arguments \"%s ...\". Try \"ip link help\".\n", p.word())
		}
		if create {
			return refuse(255, "group cannot be used when creating devices.\n")
		}
		return nil
	}
	if create {
		if p.Dev != "" && p.Name != "" && p.Dev != p.Name {
			return refuse(255, "both \"name\" and \"dev\" cannot be used when creating devices.\n")
		}
		p.Name, p.Dev = cmp.Or(p.Name, p.Dev), ""
		if p.Link == "" {
			return nil
		}
		return p.lookUp(func(n Names) bool { return n.Link(p.Link) }, refuse(1, "Cannot find device \"%s\"\n", p.Link))
	}
	if p.Dev == "" {
		p.Dev = p.Name
	}
	if p.Name == p.Dev {
		p.Name = ""
	}
	if p.Dev == "" {
		return refuse(255, "Not enough information: \"dev\" argument is required.\n")
	}
	return nil
}

func (p *linkParams) readName() error {
	name, err := p.next()
	switch {
	case err != nil:
		return err
	case p.Name != "":
		return duplicate("name", name)
	case !isLinkName(name, 16):
		return invalid("\"name\" not a valid ifname", name)
	}
	p.Name = name
	return nil
}

// readDevAfter reads the device after "dev".
func (p *linkParams) readDevAfter() error {
	if _, err := p.next(); err != nil {
		return err
	}
	return p.readDev()
}

func (p *linkParams) readDev() error {
	name := p.word()
	if p.Dev != "" {
		return garbage("dev", name)
	}
	if !isLinkName(name, 128) {
		return invalid("\"dev\" not a valid ifname", name)
	}
	p.Dev = name
	return nil
}

func (p *linkParams) readIndex() error {
	word, err := p.next()
	if err != nil {
		return err
	}
	if p.Index != 0 {
		return duplicate("index", word)
	}
	p.Index = leadingInt(word)
	if p.Index <= 0 {
		return invalid("Invalid \"index\" value", word)
	}
	return nil
}

func (p *linkParams) readMaster() error {
	name, err := p.nonempty()
	if err != nil {
		return err
	}
	p.Master = &name
	return p.lookUpMaster(name)
}

func (p *linkParams) readNetns() error {
	name, err := p.nonempty()
	if err != nil {
		return err
	}
	if p.Netns != "" {
		return duplicate("netns", name)
	}
	p.Netns = name
	if isRelative(name) {
		return p.leave()
	}
	return p.lookUp(func(n Names) bool { return n.Netns(name) }, invalid("Invalid \"netns\" value\n", name))
}

func (p *linkParams) readAlias() error {
	alias, err := p.next()
	if err == nil && len(alias) >= 256 {
		err = invalid("alias too long\n", alias)
	}
	p.Alias = &alias
	return err
}

func (p *linkParams) readGroup() (err error) {
	if p.Group != nil {
		word, err := p.next()
		return cmp.Or(err, duplicate("group", word))
	}
	p.Group, err = p.group()
	return err
}

func (p *linkParams) readAddrGenMode() error {
	word, err := p.next()
	if err != nil {
		return err
	}
	switch p.AddrGenMode = strings.ToLower(word); p.AddrGenMode {
	case "eui64", "none", "stable_secret", "random":
		return nil
	}
	return invalid("Invalid address generation mode\n", word)
}

// number reads an integer for the parameter of that name, which must be given once.
func (p *linkParams) number(to **int, name string) error {
	word, err := p.next()
	if err != nil {
		return err
	}
	// iproute2 takes -1 for not given yet.
	if *to != nil && **to != -1 {
		return duplicate(name, word)
	}
	n, ok := integer(word)
	if !ok {
		return invalid(fmt.Sprintf("Invalid \"%s\" value\n", name), word)
	}
	*to = &n
	return nil
}

// onOff reads "on" or "off" for the parameter at the cursor.
func (p *linkParams) onOff(to **bool) error {
	name := p.word()
	word, err := p.next()
	if err != nil {
		return err
	}
	if word != "on" && word != "off" {
		if matches(name, "dynamic") {
			name = "dynamic"
		}
		return refuse(1, "Error: argument of \"%s\" must be \"on\" or \"off\", not \"%s\"\n", name, word)
	}
	*to = pointer(word == "on")
	return nil
}

// onOrOffStatus is EINVAL, which parse_on_off returns.
const onOrOffStatus = 22

// onOrOff differs from the other switches in its words and status (lib/utils.c, parse_on_off).
func (p *linkParams) onOrOff(to **bool) error {
	name := p.word()
	word, err := p.next()
	switch {
	case err != nil:
		return err
	case matches(word, "off"):
		*to = pointer(false)
	case matches(word, "on"):
		*to = pointer(true)
	default:
		return refuse(onOrOffStatus, "Error: argument of \"%s\" must be one of \"off\", \"on\", not \"%s\"\n", name, word)
	}
	return nil
}

// oneOf reads one of some words, in any case.
func (p *linkParams) oneOf(to *string, words []string, wrong string) error {
	word, err := p.next()
	if err != nil {
		return err
	}
	*to = strings.ToLower(word)
	if !slices.Contains(words, *to) {
		return invalid(wrong, word)
	}
	return nil
}

// linkModes are the words for IF_LINK_MODE_* of if.h, by number.
func linkModes() []string { return []string{"default", "dormant"} }

// linkStates are the words for IF_OPER_* of if.h, by number.
func linkStates() []string {
	return []string{"unknown", "notpresent", "down", "lowerlayerdown", "testing", "dormant", "up"}
}

// ModeNumber is the IF_LINK_MODE_* for a Mode, and StateNumber the IF_OPER_* for a State.
func (p LinkParams) ModeNumber() byte { return byte(slices.Index(linkModes(), p.Mode)) }

// StateNumber is described at [LinkParams.ModeNumber].
func (p LinkParams) StateNumber() byte { return byte(slices.Index(linkStates(), p.State)) }

// size reads the number for the parameter at the cursor.
func (p *linkParams) size(to **uint32) error {
	name := p.word()
	word, err := p.next()
	if err != nil {
		return err
	}
	n, ok := readUnsigned(word, 4)
	if !ok || name == "gso_max_segs" && n > 65535 {
		return invalid(fmt.Sprintf("Invalid \"%s\" value\n", name), word)
	}
	*to = pointer(uint32(n))
	return nil
}

// group reads the number or the name of a group of links.
func (a *args) group() (*int, error) {
	word, err := a.next()
	if err != nil {
		return nil, err
	}
	if n, ok := a.named(groupNames(), word); ok {
		return pointer(int(n)), nil
	}
	n, ok := integer(word)
	if !ok || n < 0 {
		return nil, invalid("Invalid \"group\" value\n", word)
	}
	return &n, nil
}

// lladdr reads a link layer address, and writes it with two digits a byte.
func (a *args) lladdr() (string, error) {
	word, err := a.next()
	if err != nil {
		return "", err
	}
	return readLLAddr(word)
}

// readLLAddr is ll_addr_a2n of lib/ll_addr.c.
func readLLAddr(word string) (string, error) {
	if strings.Contains(word, ".") {
		// Tunnels have IPv4 addresses for link layer addresses.
		ip, ok := readIPv4(word)
		if !ok {
			return "", refuse(1, "\"%s\" is invalid lladdr.\n", word)
		}
		b := ip.As4()
		return fmt.Sprintf("%02x:%02x:%02x:%02x", b[0], b[1], b[2], b[3]), nil
	}
	var list []string
	for _, part := range strings.Split(word, ":") {
		n, ok := leadingHex(part)
		if !ok || len(list) == 32 {
			return "", refuse(1, "\"%s\" is invalid lladdr.\n", part)
		}
		list = append(list, fmt.Sprintf("%02x", n))
	}
	return strings.Join(list, ":"), nil
}

// isLinkName tells whether a device may have that name (lib/utils.c, check_ifname); size counts the ending zero.
func isLinkName(name string, size int) bool {
	return name != "" && len(name) < size && !strings.ContainsAny(name, "/ \t\n\v\f\r")
}

func pointer[T any](v T) *T { return &v }

// readLinkNetns takes the name of the namespace in which the other end is. A path is left to the machine's own ip.
func (p *linkParams) readLinkNetns() error {
	name, err := p.next()
	switch {
	case err != nil:
		return err
	case p.hasLinkNetns():
		return duplicate("link-netns/link-netnsid", name)
	}
	// One of -1 before it is sent too, and the kernel takes the last.
	p.LinkNetns, p.LinkNetnsID = name, nil
	if !isNetnsName(name) {
		return p.leave()
	}
	return p.lookUp(func(n Names) bool { return n.Netns(name) }, invalid("Invalid \"link-netns\" value\n", name))
}

func (p *linkParams) readLinkNetnsID() error {
	word, err := p.next()
	if err != nil {
		return err
	}
	if p.hasLinkNetns() {
		return duplicate("link-netns/link-netnsid", word)
	}
	id, ok := integer(word)
	if !ok {
		return invalid("Invalid \"link-netnsid\" value\n", word)
	}
	p.LinkNetnsID = &id
	return nil
}

// hasLinkNetns tells whether that namespace was said before; -1 is as if it was not.
func (p *linkParams) hasLinkNetns() bool {
	return p.LinkNetns != "" || p.LinkNetnsID != nil && *p.LinkNetnsID != -1
}
