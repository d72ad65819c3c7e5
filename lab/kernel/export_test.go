//go:build linux

package kernel

import "slices"

// Known are the namespaces that need not be read now, by name.
func (k *Kernel) Known() []string { return k.split(true) }

// Unknown are those that do.
func (k *Kernel) Unknown() []string { return k.split(false) }

func (k *Kernel) split(known bool) (list []string) {
	named, err := k.named(k.contained())
	if err != nil {
		return nil
	}
	defer named.close()
	r, err := k.known.take()
	if err != nil {
		return nil
	}
	for _, n := range named {
		if _, ok := r.known[n.ns.ID()]; ok == known {
			list = append(list, n.name)
		}
	}
	slices.Sort(list)
	return list
}

// Born are the namespaces that are not asked for their rules, and those that are not asked for their sysctls, by name.
func (k *Kernel) Born() (empty, unset []string) {
	named, err := k.named(k.contained())
	if err != nil {
		return nil, nil
	}
	defer named.close()
	r, err := k.known.take()
	if err != nil {
		return nil, nil
	}
	for _, n := range named {
		if r.empty[n.ns.ID()] {
			empty = append(empty, n.name)
		}
		if r.unset[n.ns.ID()] {
			unset = append(unset, n.name)
		}
	}
	return empty, unset
}
