package lab

import "vethlab/lab/sandbox"

// Ability is something that a lab may need of the machine, and whether it works here.
type Ability struct {
	Name string `json:"name"` // the word of a lesson's needs: "veth", "bridge", …
	OK   bool   `json:"ok"`
	Why  string `json:"why,omitempty"`  // the cause, where it does not work
	Cure string `json:"cure,omitempty"` // the command, or the deed, that allows it
}

// names are all abilities, in the order in which they are told.
func names() []string {
	return []string{
		"user namespace", "mounts", "namespaces", "veth", "bridge", "vxlan", "macvlan", "vlan", "dummy", "nftables", "icmp",
		"capture", "sysctl", "docker",
	}
}

// Refused are the abilities of a machine that allows no sandbox: none, with the one cause.
func Refused(r *sandbox.Refusal) []Ability {
	var list []Ability
	for _, name := range names() {
		list = append(list, Ability{Name: name, Why: r.Error(), Cure: r.Cure})
	}
	return list
}
