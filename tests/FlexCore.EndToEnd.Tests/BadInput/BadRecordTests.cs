using System.Text;
using System.Text.Json;
using FlexCore.EndToEnd.Tests.Processes;

namespace FlexCore.EndToEnd.Tests.BadInput;

/// <summary>Records that cannot be processed: with <c>fail</c> they end the run and are named, with <c>deadletter</c> the good ones still come out.</summary>
public sealed class BadRecordTests : IDisposable
{
    private const int RecordFailed = 6;
    private const int HundredMegabytes = 100_000_000;

    private readonly Workspace _workspace = new();

    public static TheoryData<string, byte[]> BadRecords => new()
    {
        { "an unreadable line", "this is not json"u8.ToArray() },
        { "invalid UTF-8", [.. "{\"s\":\""u8, 0xff, 0xfe, .. "\"}"u8] },
        { "deep nesting", Encoding.ASCII.GetBytes(new string('[', 100_000) + new string(']', 100_000)) },
        { "a number of ten thousand digits", Encoding.ASCII.GetBytes("{\"n\":" + new string('9', 10_000) + "}") },
    };

    [Theory]
    [MemberData(nameof(BadRecords))]
    public async Task A_bad_record_ends_a_run_that_must_not_lose_any(string what, byte[] record)
    {
        Prepare(record, "onError: fail");

        var outcome = await FlexcoreProcess.RunAsync(_workspace.Folder, "run", "p.yaml");

        outcome.ShouldExitWith(RecordFailed).ShouldExplain("in.ndjson");
        what.ShouldNotBeEmpty();
    }

    [Theory]
    [MemberData(nameof(BadRecords))]
    public async Task A_bad_record_becomes_a_dead_letter_and_the_others_come_out(string what, byte[] record)
    {
        Prepare(record, "onError: deadletter\ndeadLetter: { file: { path: dead.ndjson } }");

        (await FlexcoreProcess.RunAsync(_workspace.Folder, "run", "p.yaml")).ShouldExitWith(0);

        _workspace.Lines("out.ndjson").ShouldBe(["{\"n\":1}", "{\"n\":3}"], what);
        using var dead = JsonDocument.Parse(_workspace.Lines("dead.ndjson").ShouldHaveSingleItem());
        dead.RootElement.GetProperty("reason").GetString().ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task A_line_of_a_hundred_megabytes_does_not_take_the_memory_of_the_machine()
    {
        using (var file = File.Create(_workspace.PathOf("in.ndjson")))
        {
            var block = new byte[1_000_000];
            Array.Fill(block, (byte)'x');
            file.Write("{\"n\":1}\n"u8);
            for (var written = 0; written < HundredMegabytes; written += block.Length)
            {
                file.Write(block);
            }

            file.Write("\n{\"n\":3}\n"u8);
        }

        WritePipeline("onError: deadletter\ndeadLetter: { file: { path: dead.ndjson } }");

        (await FlexcoreProcess.RunAsync(_workspace.Folder, "run", "p.yaml")).ShouldExitWith(0);

        _workspace.Lines("out.ndjson").ShouldBe(["{\"n\":1}", "{\"n\":3}"]);
        _workspace.Lines("dead.ndjson").Length.ShouldBe(1);
        new FileInfo(_workspace.PathOf("dead.ndjson")).Length.ShouldBeLessThan(20_000_000);
    }

    [Fact]
    public async Task A_huge_number_passes_through_with_all_its_digits()
    {
        const string Huge = "{\"n\":123456789012345678901234567890,\"x\":1e400}";
        _workspace.Write("in.ndjson", Huge + "\n");
        WritePipeline("onError: fail");

        (await FlexcoreProcess.RunAsync(_workspace.Folder, "run", "p.yaml")).ShouldExitWith(0);

        _workspace.Lines("out.ndjson").ShouldBe([Huge]);
    }

    public void Dispose() => _workspace.Dispose();

    private void Prepare(byte[] record, string policy)
    {
        _workspace.Write("in.ndjson", [.. "{\"n\":1}\n"u8, .. record, .. "\n{\"n\":3}\n"u8]);
        WritePipeline(policy);
    }

    private void WritePipeline(string policy) => _workspace.Write("p.yaml", $$"""
        name: bad-records
        source: { file: { path: in.ndjson } }
        steps: [ { parse: json }, { map: { m: n } }, { omit: [ m ] } ]
        sink: { file: { path: out.ndjson } }
        {{policy}}
        """);
}
