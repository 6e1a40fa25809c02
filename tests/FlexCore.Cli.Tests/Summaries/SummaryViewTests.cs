using System.Text.Json;
using FlexCore.Cli.Summaries;
using FlexCore.Cli.Terminal;

namespace FlexCore.Cli.Tests.Summaries;

public class SummaryViewTests
{
    private static readonly RunSummary Completed = new()
    {
        Pipeline = "demo",
        Status = "success",
        ExitCode = 0,
        RecordsIn = 1_400,
        RecordsOut = 20,
        BytesIn = 283_913,
        DurationSeconds = 0.5,
        RecordsPerSecond = 2_800,
        Outputs = ["out/per-minute.ndjson"],
        Attempt = 1,
    };

    [Fact]
    public void A_clean_run_shows_only_what_happened()
    {
        SummaryView.Rows(Completed).ShouldBe(
        [
            ("pipeline", "demo: completed"),
            ("records", "1,400 in, 20 out"),
            ("time", "0.5 s, 2,800 records/s, 283.9 kB read"),
            ("output", "out/per-minute.ndjson"),
        ]);
    }

    [Fact]
    public void Errors_dead_letters_and_late_records_have_rows_of_their_own()
    {
        var rows = SummaryView.Rows(Completed with { Errors = 7, DeadLetters = 7, DeadLetterOutput = "bad.ndjson", Late = 2 }).ToArray();

        rows.ShouldContain(("errors", "7"));
        rows.ShouldContain(("dead letters", "7 in bad.ndjson"));
        rows.ShouldContain(("late", "2"));
    }

    [Fact]
    public void A_resumed_run_says_so() =>
        SummaryView.Rows(Completed with { Resumed = true, Attempt = 3 }).First().Value.ShouldBe("demo: completed (attempt 3, resumed)");

    [Fact]
    public void A_stopped_run_says_how_to_go_on() =>
        SummaryView.Rows(Completed with { Status = "interrupted" }).First().Value.ShouldContain("run the same command again");

    [Fact]
    public void A_long_path_is_not_wrapped()
    {
        var error = new StringWriter();
        var path = "/" + new string('p', 300) + ".ndjson";

        SummaryView.Write(new CliTerminal(TextWriter.Null, error, IsErrorInteractive: false, Width: 80), Completed with { Outputs = [path] });

        error.ToString().ShouldContain(path);
    }

    [Fact]
    public void The_json_object_has_camel_case_names_and_no_empty_error()
    {
        using var json = JsonDocument.Parse(JsonSerializer.Serialize(Completed, SummaryJson.Default.RunSummary));

        json.RootElement.GetProperty("recordsIn").GetInt64().ShouldBe(1_400);
        json.RootElement.GetProperty("status").GetString().ShouldBe("success");
        json.RootElement.TryGetProperty("error", out _).ShouldBeFalse();
    }
}
