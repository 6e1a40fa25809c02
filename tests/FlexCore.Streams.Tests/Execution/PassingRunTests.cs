namespace FlexCore.Streams.Tests.Execution;

/// <summary>Steps with state that pass records on, in whole runs: what the steps behind them see, and where failed records are found.</summary>
public sealed class PassingRunTests
{
    [Fact]
    public async Task Records_behind_a_dedupe_keep_every_field_as_it_came()
    {
        using var harness = new PipelineHarness();
        harness.Folder.Write("in.ndjson", "{\"id\":1,\"x\":{\"y\":[1.50]}}\n{\"id\":1,\"x\":2}\n{\"x\":3,\"id\":2}\n");

        var progress = await harness.RunAsync(Yaml("dedupe: { by: id }\n  - filter: x != 9\n  - map: { seen: true }", "out.ndjson"));

        harness.Folder.Read("out.ndjson").ShouldBe("{\"id\":1,\"x\":{\"y\":[1.50]},\"seen\":true}\n{\"x\":3,\"id\":2,\"seen\":true}\n");
        (progress.RecordsIn, progress.RecordsOut, progress.Errors).ShouldBe((3, 2, 0));
    }

    [Fact]
    public async Task Two_dedupes_in_a_row_keep_the_place_of_a_record_that_fails_behind_them()
    {
        using var harness = new PipelineHarness();
        harness.Folder.Write("in.ndjson", "{\"id\":1}\n{\"id\":1}\n{\"id\":2,\"n\":3}\n");

        await harness.RunAsync(Yaml("dedupe: { by: id }\n  - dedupe: { by: n }\n  - map: { z: id.x.y }", "out.ndjson") + "\nonError: deadletter\ndeadLetter: { file: dead.ndjson }");

        var dead = harness.Folder.Read("dead.ndjson").TrimEnd().Split('\n');
        dead.Length.ShouldBe(2);
        dead[1].ShouldContain("\"position\":18,\"line\":3,\"record\":\"{\\\"id\\\":2,\\\"n\\\":3}\"");
        dead[1].ShouldContain("\"step\":\"4:map\"");
    }

    [Fact]
    public async Task A_record_that_fails_behind_a_sort_is_shown_whole()
    {
        using var harness = new PipelineHarness();
        harness.Folder.Write("in.ndjson", "{\"t\":2,\"id\":1,\"other\":[5]}\n{\"t\":1,\"id\":2}\n");

        await harness.RunAsync(Yaml("sort: { time: t }\n  - map: { z: id.x.y }", "out.ndjson") + "\nonError: deadletter\ndeadLetter: { file: dead.ndjson }");

        harness.Folder.Read("dead.ndjson").ShouldContain("\"line\":null,\"record\":\"{\\\"t\\\":2,\\\"id\\\":1,\\\"other\\\":[5]}\"");
    }

    [Fact]
    public async Task A_rate_can_be_filtered_aggregated_and_sorted_by()
    {
        using var harness = new PipelineHarness();
        harness.Folder.Write("in.ndjson", "{\"t\":0,\"m\":\"a\",\"v\":1}\n{\"t\":1000,\"m\":\"a\",\"v\":3}\n{\"t\":1000,\"m\":\"b\",\"v\":0}\n{\"t\":2000,\"m\":\"b\",\"v\":9}\n{\"t\":3000,\"m\":\"a\",\"v\":4}\n");

        await harness.RunAsync(Yaml("rateOfChange: { field: v, time: t, by: m }\n  - filter: rate != null\n  - sort: { time: t, window: 1h, by: rate desc }\n  - select: [m, rate]", "out.ndjson"));

        harness.Folder.Read("out.ndjson").ShouldBe("{\"m\":\"b\",\"rate\":9}\n{\"m\":\"a\",\"rate\":2}\n{\"m\":\"a\",\"rate\":0.5}\n");
    }

    [Fact]
    public async Task Behind_a_window_records_can_be_deduped_and_compared_too()
    {
        using var harness = new PipelineHarness();
        harness.Folder.Write("in.ndjson", string.Concat(Enumerable.Range(0, 8).Select(i => $"{{\"t\":{i * 500}}}\n")));

        await harness.RunAsync(Yaml("window: { tumbling: 1s, time: t, aggregate: { n: count(), at: max(t) } }\n  - rateOfChange: { field: at, time: window }\n  - dedupe: { by: rate }", "out.csv"));

        harness.Folder.Read("out.csv").ShouldBe("window,windowEnd,n,at,rate\n1970-01-01T00:00:00.000Z,1970-01-01T00:00:01.000Z,2,500,\n1970-01-01T00:00:01.000Z,1970-01-01T00:00:02.000Z,2,1500,1000\n");
    }

    [Fact]
    public async Task A_late_record_of_a_sort_goes_where_its_policy_says()
    {
        using var harness = new PipelineHarness();
        harness.Folder.Write("in.ndjson", "{\"t\":9}\n{\"t\":1}\n{\"t\":8}\n");

        var progress = await harness.RunAsync(Yaml("sort: { time: t, lateness: 2ms, late: deadletter }", "out.ndjson") + "\ndeadLetter: { file: dead.ndjson }");

        (progress.LateRecords, progress.Errors, progress.DeadLetters).ShouldBe((1, 0, 1));
        harness.Folder.Read("out.ndjson").ShouldBe("{\"t\":8}\n{\"t\":9}\n");
        harness.Folder.Read("dead.ndjson").ShouldStartWith("{\"reason\":\"late\"");
    }

    private static string Yaml(string steps, string output) =>
        $"name: a\nsource: {{ file: in.ndjson }}\nsteps:\n  - parse: json\n  - {steps}\nsink: {{ file: {output} }}";
}
