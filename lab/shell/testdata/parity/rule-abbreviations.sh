ip ru a from 10.0.0.1 ta 100 pr 7
ip rul add from 10.0.0.2 lookup 100 order 8
ip rule add from 10.0.0.3 t 100 preference 9 prot static
ip ru l
ip ru s
ip rule d pref 7
ip rule del from 10.0.0.2
ip rule lst
ip rule f
ip rule
