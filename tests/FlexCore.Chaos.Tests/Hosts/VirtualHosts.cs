using System.Diagnostics;
using System.Globalization;

namespace FlexCore.Chaos.Tests.Hosts;

/// <summary>Hosts that can be cut off: network namespaces on one bridge of this machine, with rules of nftables. No packet leaves the machine.</summary>
/// <remarks>Used by one test at a time. What a run that was killed has left behind, the next one removes.</remarks>
internal sealed class VirtualHosts : IAsyncDisposable
{
    private const string Prefix = "fchost";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string _net = string.Create(CultureInfo.InvariantCulture, $"10.213.{Environment.ProcessId % 250}");
    private readonly string _bridge = string.Create(CultureInfo.InvariantCulture, $"fcbr{Environment.ProcessId}");

    private VirtualHosts(int count) => Names = [.. Enumerable.Range(1, count).Select(number => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Environment.ProcessId}-{number}"))];

    /// <summary>The namespaces.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Where the machine itself is for the hosts; the database listens there.</summary>
    public string DatabaseAddress => $"{_net}.2";

    public static async Task<VirtualHosts> CreateAsync(int count)
    {
        var hosts = new VirtualHosts(count);
        try
        {
            await RemoveLeftoversAsync();
            await IpAsync($"link add {hosts._bridge} type bridge");
            await IpAsync($"addr add {hosts.DatabaseAddress}/24 dev {hosts._bridge}");
            await IpAsync($"link set {hosts._bridge} up");
            for (var host = 0; host < count; host++)
            {
                await hosts.AddAsync(host);
            }

            return hosts;
        }
        catch
        {
            await hosts.DisposeAsync();
            throw;
        }
    }

    /// <summary>The address of a host.</summary>
    public string AddressOf(int host) => string.Create(CultureInfo.InvariantCulture, $"{_net}.{host + 11}");

    /// <summary>Drops what a host sends to an address. The sender learns nothing of it.</summary>
    public Task DropToAsync(int host, string address) => NftAsync(host, $"add rule inet cut output ip daddr {address} drop");

    /// <summary>Drops what comes to a host from an address.</summary>
    public Task DropFromAsync(int host, string address) => NftAsync(host, $"add rule inet cut input ip saddr {address} drop");

    /// <summary>Lets everything through again.</summary>
    public Task HealAsync(int host) => NftAsync(host, "flush table inet cut");

    /// <summary>Pulls the host's cable, or puts it in.</summary>
    public Task SetCableAsync(int host, bool isIn) => IpAsync($"-n {Names[host]} link set eth0 {(isIn ? "up" : "down")}");

    /// <summary>Says who may log in to a PostgreSQL that these hosts use: a <c>pg_hba.conf</c>, kept while the hosts exist.</summary>
    public string AdmissionFile => Path.Combine(Path.GetTempPath(), $"{Names[0]}.hba");

    /// <summary>Writes <see cref="AdmissionFile"/> so that the server, which runs as another user, can read it.</summary>
    public async Task WriteAdmissionAsync()
    {
        await File.WriteAllTextAsync(AdmissionFile, $"local all all trust\nhost all all 127.0.0.1/32 scram-sha-256\nhost all all {_net}.0/24 scram-sha-256\n");
        await RunAsync("chmod", ["644", AdmissionFile]);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var name in Names.Where(name => File.Exists($"/var/run/netns/{name}")))
        {
            await IpAsync($"netns del {name}");
        }

        File.Delete(AdmissionFile);
        if (Directory.Exists($"/sys/class/net/{_bridge}"))
        {
            await IpAsync($"link del {_bridge}");
        }
    }

    private async Task AddAsync(int host)
    {
        var (name, outside) = (Names[host], string.Create(CultureInfo.InvariantCulture, $"fc{Environment.ProcessId}v{host}"));
        await IpAsync($"netns add {name}");
        await IpAsync($"link add {outside} type veth peer name eth0 netns {name}");
        await IpAsync($"link set {outside} master {_bridge} up");
        await IpAsync($"-n {name} addr add {AddressOf(host)}/24 dev eth0");
        await IpAsync($"-n {name} link set lo up");
        await IpAsync($"-n {name} link set eth0 up");
        await NftAsync(host, "add table inet cut");
        await NftAsync(host, "add chain inet cut output { type filter hook output priority 0 ; }");
        await NftAsync(host, "add chain inet cut input { type filter hook input priority 0 ; }");
    }

    private static async Task RemoveLeftoversAsync()
    {
        foreach (var name in Directory.Exists("/var/run/netns") ? Directory.GetFiles("/var/run/netns", $"{Prefix}*").Select(Path.GetFileName).OfType<string>() : [])
        {
            if (!Directory.Exists($"/proc/{name[Prefix.Length..].Split('-')[0]}"))
            {
                await IpAsync($"netns del {name}");
            }
        }

        foreach (var bridge in Directory.GetDirectories("/sys/class/net", "fcbr*").Select(Path.GetFileName).OfType<string>().Where(static bridge => !Directory.Exists($"/proc/{bridge[4..]}")))
        {
            await IpAsync($"link del {bridge}");
        }
    }

    private Task NftAsync(int host, string rule) => RunAsync("ip", ["netns", "exec", Names[host], HostPrograms.Find("nft") ?? "nft", rule]);

    private static Task IpAsync(string arguments) => RunAsync("ip", arguments.Split(' '));

    private static async Task RunAsync(string program, IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(HostPrograms.Find(program) ?? program, arguments) { RedirectStandardError = true };
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        var error = await process.StandardError.ReadToEndAsync().WaitAsync(Patience);
        await process.WaitForExitAsync().WaitAsync(Patience);
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}: {error}");
        }
    }
}
