//go:build linux

package kernel

import (
	"vethlab/lab/ipcmd"
	"vethlab/lab/netns"
)

// OpenNamed opens the namespace of that name in [RunDir], as `ip -n` and `ip netns exec` do. The error has iproute2's
// words, and is an [*ipcmd.Error] with its exit status.
func OpenNamed(name string) (*netns.Namespace, error) {
	ns, err := netns.Open(RunDir + "/" + name)
	if err != nil {
		return nil, &ipcmd.Error{Text: "Cannot open network namespace \"" + name + "\": No such file or directory\n", Status: 255}
	}
	return ns, nil
}

func (c *call) netnsAdd(a ipcmd.NetnsAdd) error           { return nil }
func (c *call) netnsAttach(a ipcmd.NetnsAttach) error     { return nil }
func (c *call) netnsSet(a ipcmd.NetnsSet) error           { return nil }
func (c *call) netnsDelete(a ipcmd.NetnsDelete) error     { return nil }
func (c *call) netnsList() error                          { return nil }
func (c *call) netnsIdentify(a ipcmd.NetnsIdentify) error { return nil }
func (c *call) netnsPids(a ipcmd.NetnsPids) error         { return nil }
