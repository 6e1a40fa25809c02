using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using FlexCore.Cli.Terminal;

namespace FlexCore.Cli.Health;

/// <summary>Checks the machine: runtime, memory, clock, open files, the node's port.</summary>
internal static class MachineChecks
{
    private const int LeastRuntime = 10;
    private const long LeastMemory = 256 << 20;
    private const long FewFiles = 1024;
    private const long ManyFiles = 4096;
    private const string Limits = "/proc/self/limits";

    // Older than this program: certificates, windows and checkpoints would get times from before it was built.
    private static readonly DateTimeOffset EarliestNow = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset LatestNow = new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Checks the .NET runtime.</summary>
    /// <param name="version">Its version.</param>
    public static CheckResult Runtime(Version version) => version.Major >= LeastRuntime
        ? new CheckResult("runtime", CheckStatus.Ok, $".NET {version} on {RuntimeInformation.RuntimeIdentifier}")
        : new CheckResult("runtime", CheckStatus.Failed, $".NET {version} is too old.", $"Install .NET {LeastRuntime} or newer.");

    /// <summary>Checks the memory that the process may use.</summary>
    /// <param name="bytes">The memory.</param>
    public static CheckResult Memory(long bytes) => bytes >= LeastMemory
        ? new CheckResult("memory", CheckStatus.Ok, $"{Amounts.Bytes(bytes)} for this process")
        : new CheckResult("memory", CheckStatus.Warning, $"Only {Amounts.Bytes(bytes)} for this process.", "Give it at least 256 MB, or lower flexcore.streams.chunk-size and parallelism.");

    /// <summary>Checks the wall clock.</summary>
    /// <param name="now">What it says.</param>
    public static CheckResult Clock(DateTimeOffset now)
    {
        var text = now.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
        return now >= EarliestNow && now < LatestNow
            ? new CheckResult("clock", CheckStatus.Ok, text)
            : new CheckResult("clock", CheckStatus.Failed, $"The clock says {text}.", "Set the clock, for example with NTP: event times and histories depend on it.");
    }

    /// <summary>Reads how many files the process may open and judges it.</summary>
    public static CheckResult OpenFiles() => OpenFiles(File.Exists(Limits) ? File.ReadAllText(Limits) : null);

    /// <summary>Judges how many files the process may open.</summary>
    /// <param name="limits">The text of Linux's limits file; <see langword="null"/> on other systems.</param>
    public static CheckResult OpenFiles(string? limits)
    {
        var line = limits?.Split('\n').FirstOrDefault(line => line.StartsWith("Max open files", StringComparison.Ordinal));
        var words = line?.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words is not [_, _, _, var soft, ..])
        {
            return new CheckResult("open-files", CheckStatus.Ok, "this system sets no limit that can be read");
        }

        const string Remedy = "Raise it: ulimit -n 65536, or LimitNOFILE=65536 in the service's unit.";
        if (soft == "unlimited" || !long.TryParse(soft, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) || limit >= ManyFiles)
        {
            return new CheckResult("open-files", CheckStatus.Ok, $"{soft} at once");
        }

        return limit < FewFiles
            ? new CheckResult("open-files", CheckStatus.Failed, $"Only {limit} files may be open at once.", Remedy)
            : new CheckResult("open-files", CheckStatus.Warning, $"Only {limit} files may be open at once: too few for a node with many clients.", Remedy);
    }

    /// <summary>Checks that the node's port is free.</summary>
    /// <param name="node">The node's URL.</param>
    public static CheckResult Port(Uri node)
    {
        var address = IPAddress.TryParse(node.Host.Trim('[', ']'), out var parsed) ? parsed : IPAddress.Loopback;
        try
        {
            using var listener = new TcpListener(address, node.Port);
            listener.ExclusiveAddressUse = true;
            listener.Start();
            return new CheckResult("port", CheckStatus.Ok, $"{node.Port} is free");
        }
        catch (SocketException error)
        {
            return new CheckResult(
                "port", CheckStatus.Warning, $"{address}:{node.Port} cannot be listened on: {error.Message}.",
                "If your node runs there, this is as it should be; otherwise stop the other program or choose another port.");
        }
    }
}
