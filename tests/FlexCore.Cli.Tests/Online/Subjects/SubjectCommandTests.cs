using FlexCore.Cli.ExitCodes;

namespace FlexCore.Cli.Tests.Online.Subjects;

public sealed class SubjectCommandTests : IDisposable
{
    private const string Forgotten = """{"id":"c-1","keyId":"00000001-0000-0000-0000-000000000000","masterKey":"k1","createdAt":"2026-03-01T12:00:00+00:00","forgottenAt":"2026-03-02T12:00:00+00:00"}""";
    private readonly OnlineHarness _online = new();

    [Fact]
    public async Task Subjects_are_listed_and_how_to_see_more()
    {
        _online.Node.On("GET /api/v1/subjects", $$"""{"subjects":[{{Forgotten}}],"next":"c-1"}""");

        await _online.ShouldExitAsync(ExitCode.Success, "subject", "list", "--limit", "1");

        _online.Cli.Out.ShouldBe("""
            SUBJECT  KEY OF                MASTER KEY  FORGOTTEN
            c-1      2026-03-01 12:00:00Z  k1          2026-03-02 12:00:00Z

            """.ReplaceLineEndings("\n"));
        _online.Cli.Error.ShouldContain("--after c-1");
    }

    [Fact]
    public async Task A_person_is_forgotten()
    {
        _online.Node.On("DELETE /api/v1/subjects/c-1", Forgotten);
        await _online.ShouldExitAsync(ExitCode.Success, "subject", "forget", "c-1", "--reason", "asked by mail", "--yes");
        _online.Cli.Out.ShouldContain("forgotten  2026-03-02 12:00:00Z");
    }

    [Fact]
    public async Task A_limit_that_is_none_is_refused()
    {
        await _online.ShouldExitAsync(ExitCode.Usage, "subject", "list", "--limit", "0");
        _online.Cli.Error.ShouldContain("--limit takes a whole number");
    }

    public void Dispose() => _online.Dispose();
}
