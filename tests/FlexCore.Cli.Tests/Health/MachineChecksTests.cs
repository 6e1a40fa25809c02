using System.Net;
using System.Net.Sockets;
using FlexCore.Cli.Health;

namespace FlexCore.Cli.Tests.Health;

public sealed class MachineChecksTests
{
    [Theory]
    [InlineData(9, CheckStatus.Failed)]
    [InlineData(10, CheckStatus.Ok)]
    [InlineData(11, CheckStatus.Ok)]
    public void Old_runtimes_fail(int major, object expected) => MachineChecks.Runtime(new Version(major, 0)).Status.ShouldBe((CheckStatus)expected);

    [Theory]
    [InlineData(100L << 20, CheckStatus.Warning)]
    [InlineData(256L << 20, CheckStatus.Ok)]
    public void Little_memory_is_a_warning(long bytes, object expected) => MachineChecks.Memory(bytes).Status.ShouldBe((CheckStatus)expected);

    [Theory]
    [InlineData(1970, CheckStatus.Failed)]
    [InlineData(2025, CheckStatus.Failed)]
    [InlineData(2026, CheckStatus.Ok)]
    [InlineData(2101, CheckStatus.Failed)]
    public void A_clock_outside_reason_fails(int year, object expected) =>
        MachineChecks.Clock(new DateTimeOffset(year, 6, 1, 0, 0, 0, TimeSpan.Zero)).Status.ShouldBe((CheckStatus)expected);

    [Theory]
    [InlineData("256", CheckStatus.Failed)]
    [InlineData("1024", CheckStatus.Warning)]
    [InlineData("4096", CheckStatus.Ok)]
    [InlineData("unlimited", CheckStatus.Ok)]
    public void Few_open_files_are_a_warning_or_worse(string soft, object expected)
    {
        var limits = $"Limit                     Soft Limit           Hard Limit           Units     \nMax open files            {soft}                 524288               files     \n";

        MachineChecks.OpenFiles(limits).Status.ShouldBe((CheckStatus)expected);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Max open files")]
    public void A_system_without_limits_is_fine(string? limits) => MachineChecks.OpenFiles(limits).Status.ShouldBe(CheckStatus.Ok);

    [Fact]
    public void A_port_in_use_is_a_warning_and_a_free_one_is_not()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;

        var taken = MachineChecks.Port(new Uri($"http://127.0.0.1:{port}"));
        other.Stop();

        taken.Status.ShouldBe(CheckStatus.Warning);
        taken.Finding.ShouldContain($"127.0.0.1:{port}");
        MachineChecks.Port(new Uri($"http://localhost:{port}")).Status.ShouldBe(CheckStatus.Ok);
    }

    [Theory]
    [InlineData(null, CheckStatus.Warning)]
    [InlineData(0L, CheckStatus.Failed)]
    [InlineData(DataFolderChecks.LeastFreeBytes - 1, CheckStatus.Failed)]
    [InlineData(DataFolderChecks.LeastFreeBytes, CheckStatus.Warning)]
    [InlineData(DataFolderChecks.LowFreeBytes, CheckStatus.Ok)]
    public void Little_space_is_a_warning_or_worse(long? free, object expected) => DataFolderChecks.CheckSpace(free).Status.ShouldBe((CheckStatus)expected);

    [Fact]
    public void Whatever_is_not_right_has_a_remedy()
    {
        CheckResult[] wrong =
        [
            MachineChecks.Runtime(new Version(1, 0)), MachineChecks.Memory(0), MachineChecks.Clock(DateTimeOffset.UnixEpoch), MachineChecks.OpenFiles("Max open files 1 1 files"),
            DataFolderChecks.CheckSpace(null), DataFolderChecks.CheckSpace(0), DataFolderChecks.CheckSpace(DataFolderChecks.LeastFreeBytes),
        ];

        wrong.ShouldAllBe(check => check.Status != CheckStatus.Ok && check.Remedy != null);
    }
}
