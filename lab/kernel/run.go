//go:build linux

package kernel

import (
	"context"
	"errors"
	"fmt"
	"io"

	"golang.org/x/sys/unix"

	"vethlab/lab/ipcmd"
	"vethlab/lab/netns"
)

// call is one command that is being carried out.
type call struct {
	ctx            context.Context
	k              *Kernel
	h              *Handle          // of ns
	ns             *netns.Namespace // where the command acts
	options        ipcmd.Options
	stdout, stderr io.Writer
}

// Run carries a command out in the namespace at, or in the one that its -n names, and gives the exit status that `ip`
// would: 0, 1 or 255 for a wrong command, 2 for what the kernel refused. What `ip` would write goes to stdout and stderr.
// Of `bridge` it is 255 for all that went wrong, of `brctl` 1.
//
// Where a command would have to show something that is not built in, beyond is its name, "type \"geneve\"": then nothing was written. It is
// empty for all that only changes something.
//
// [ipcmd.NetnsExec] and [ipcmd.Foreign] start programs, which is the shell's: here they are errors.
func (k *Kernel) Run(ctx context.Context, at *netns.Namespace, c ipcmd.Command, stdout, stderr io.Writer) (status int, beyond string) {
	call := &call{ctx: ctx, k: k, ns: at, options: c.Options, stdout: stdout, stderr: stderr}
	if c.Options.Color == "auto" && isTerminal(stdout) {
		call.options.Color = "always"
	}
	if c.Options.Netns != "" {
		ns, err := OpenNamed(c.Options.Netns)
		if err != nil {
			return report(err, stderr), ""
		}
		defer ns.Close()
		call.ns = ns
	}
	h, release, err := k.use(call.ns)
	if err != nil {
		return report(err, stderr), ""
	}
	defer release()
	call.h = h
	err = call.run(c.Action)
	k.mu.Lock()
	k.unsettled = true
	k.mu.Unlock()
	var unknown *notBuiltIn
	if errors.As(err, &unknown) {
		return 0, unknown.what
	}
	return report(err, stderr), ""
}

func isTerminal(w io.Writer) bool {
	f, ok := w.(interface{ Fd() uintptr })
	if !ok {
		return false
	}
	_, err := unix.IoctlGetTermios(int(f.Fd()), unix.TCGETS)
	return err == nil
}

func (c *call) run(action ipcmd.Action) error {
	switch a := action.(type) {
	case ipcmd.Reply:
		return c.reply(a)
	case ipcmd.NetnsAdd:
		return c.netnsAdd(a)
	case ipcmd.NetnsAttach:
		return c.netnsAttach(a)
	case ipcmd.NetnsSet:
		return c.netnsSet(a)
	case ipcmd.NetnsDelete:
		return c.netnsDelete(a)
	case ipcmd.NetnsList:
		return c.netnsList()
	case ipcmd.NetnsListIDs:
		return c.netnsListIDs(a)
	case ipcmd.NetnsMonitor:
		return c.netnsMonitor()
	case ipcmd.NetnsIdentify:
		return c.netnsIdentify(a)
	case ipcmd.NetnsPids:
		return c.netnsPids(a)
	case ipcmd.LinkAdd:
		return c.linkAdd(a)
	case ipcmd.LinkSet:
		return c.linkSet(a)
	case ipcmd.LinkDelete:
		return c.linkDelete(a)
	case ipcmd.LinkShow:
		return c.linkShow(a)
	case ipcmd.LinkProperty:
		return c.linkProperty(a)
	case ipcmd.Monitor:
		return c.monitor(a)
	case ipcmd.TunTapAdd:
		return c.tunTapAdd(a)
	case ipcmd.TunTapDelete:
		return c.tunTapDelete(a)
	case ipcmd.TunTapShow:
		return c.tunTapShow()
	default:
		return c.runInet(action)
	}
}

// runInet carries out what is about addresses, routes, neighbours and rules.
func (c *call) runInet(action ipcmd.Action) error {
	switch a := action.(type) {
	case ipcmd.AddrAdd:
		return c.addrAdd(a)
	case ipcmd.AddrDelete:
		return c.addrDelete(a)
	case ipcmd.AddrShow:
		return c.addrShow(a)
	case ipcmd.AddrFlush:
		return c.addrFlush(a)
	case ipcmd.RouteModify:
		return c.routeModify(a)
	case ipcmd.RouteShow:
		return c.routeShow(a)
	case ipcmd.RouteGet:
		return c.routeGet(a)
	case ipcmd.RouteFlush:
		return c.routeFlush(a)
	case ipcmd.NeighModify:
		return c.neighModify(a)
	case ipcmd.NeighGet:
		return c.neighGet(a)
	case ipcmd.NeighShow:
		return c.neighShow(a)
	case ipcmd.NeighFlush:
		return c.neighFlush(a)
	case ipcmd.RuleAdd:
		return c.ruleAdd(a)
	case ipcmd.RuleDelete:
		return c.ruleDelete(a)
	case ipcmd.RuleShow:
		return c.ruleShow(a)
	case ipcmd.RuleFlush:
		return c.ruleFlush(a)
	default:
		return c.runBridge(action)
	}
}

// runBridge carries out what `bridge` and `brctl` do.
func (c *call) runBridge(action ipcmd.Action) error {
	switch a := action.(type) {
	case ipcmd.BridgeLinkShow:
		return c.bridgeLinkShow(a)
	case ipcmd.BridgeLinkSet:
		return c.bridgeLinkSet(a)
	case ipcmd.FDBShow:
		return c.fdbShow(a)
	case ipcmd.FDBModify:
		return c.fdbModify(a)
	case ipcmd.FDBGet:
		return c.fdbGet(a)
	case ipcmd.FDBFlush:
		return c.fdbFlush(a)
	case ipcmd.MDBShow:
		return c.mdbShow(a)
	case ipcmd.MDBModify:
		return c.mdbModify(a)
	case ipcmd.VLANShow:
		return c.vlanShow(a)
	case ipcmd.VLANModify:
		return c.vlanModify(a)
	case ipcmd.VLANSet:
		return c.vlanSet(a)
	case ipcmd.BrctlAddBridge:
		return c.brctlAddBridge(a)
	case ipcmd.BrctlDeleteBridge:
		return c.brctlDeleteBridge(a)
	case ipcmd.BrctlAddInterface:
		return c.brctlAddInterface(a)
	case ipcmd.BrctlDeleteInterface:
		return c.brctlDeleteInterface(a)
	case ipcmd.BrctlShow:
		return c.brctlShow(a)
	case ipcmd.BrctlShowMACs:
		return c.brctlShowMACs(a)
	case ipcmd.BrctlShowSTP:
		return c.brctlShowSTP(a)
	case ipcmd.BrctlSet:
		return c.brctlSet(a)
	default:
		return fmt.Errorf("%T is not carried out here", action)
	}
}

// reply writes what is wrong first: brctl tells its usage after it.
func (c *call) reply(a ipcmd.Reply) error {
	if _, err := io.WriteString(c.stderr, a.Err); err != nil {
		return err
	}
	if _, err := io.WriteString(c.stdout, a.Out); err != nil || a.Status == 0 {
		return err
	}
	return &ipcmd.Error{Status: a.Status}
}
