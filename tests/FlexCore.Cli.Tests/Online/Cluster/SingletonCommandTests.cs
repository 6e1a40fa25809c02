using FlexCore.Cli.ExitCodes;

namespace FlexCore.Cli.Tests.Online.Cluster;

public sealed class SingletonCommandTests : IDisposable
{
    private readonly OnlineHarness _online = new();

    [Fact]
    public async Task Singletons_are_shown_with_what_they_did_last()
    {
        _online.Node.On("GET /api/v1/cluster/singletons", """{"singletons":[{"name":"leader","owner":"a@1","epoch":1,"since":"2026-03-01T12:00:00+00:00","isHeld":true,"firings":0},{"name":"scheduler","owner":"b@2","epoch":4,"since":"2026-03-01T12:00:05+00:00","isHeld":true,"lastFiring":"2026-03-01T13:00:00+00:00","firings":1200,"report":"nightly firing 7"}]}""");

        await _online.ShouldExitAsync(ExitCode.Success, "cluster", "singletons");

        _online.Cli.Out.ShouldBe("""
            SINGLETON  OWNER  HELD  EPOCH  SINCE                 LAST FIRING           FIRINGS  DID
            leader     a@1    yes   1      2026-03-01 12:00:00Z  -                     0        -
            scheduler  b@2    yes   4      2026-03-01 12:00:05Z  2026-03-01 13:00:00Z  1,200    nightly firing 7

            """.ReplaceLineEndings("\n"));
    }

    public void Dispose() => _online.Dispose();
}
