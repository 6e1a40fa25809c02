using System.Globalization;

namespace FlexCore.Chaos.Tests.Hosts;

/// <summary>What hosts of their own need of this machine.</summary>
internal static class HostPrograms
{
    private const int NetAdmin = 12;
    private const int SysAdmin = 21;
    private static readonly string[] Folders = ["/usr/sbin", "/sbin", "/usr/bin", "/bin"];

    /// <summary>Why there can be no hosts; <see langword="null"/> when there can.</summary>
    public static string? SkipReason { get; } =
        Find("ip") is null ? "the program 'ip' is missing (Debian: apt-get install iproute2)"
        : Find("nft") is null ? "the program 'nft' is missing (Debian: apt-get install nftables)"
        : !MayMakeHosts() ? "this user may not make network namespaces (CAP_NET_ADMIN and CAP_SYS_ADMIN)"
        : null;

    /// <summary>The path of a program.</summary>
    public static string? Find(string name) => Folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    private static bool MayMakeHosts()
    {
        const string Field = "CapEff:";
        var line = File.Exists("/proc/self/status") ? File.ReadLines("/proc/self/status").FirstOrDefault(text => text.StartsWith(Field, StringComparison.Ordinal)) : null;
        return line is not null
            && ulong.TryParse(line.AsSpan(Field.Length).Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var held)
            && (held & (1UL << NetAdmin)) != 0 && (held & (1UL << SysAdmin)) != 0;
    }
}
