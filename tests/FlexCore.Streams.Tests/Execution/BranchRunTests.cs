namespace FlexCore.Streams.Tests.Execution;

public sealed class BranchRunTests : IDisposable
{
    private readonly PipelineHarness _harness = new();

    public void Dispose() => _harness.Dispose();

    [Fact]
    public async Task A_record_takes_the_first_route_that_matches_and_others_flow_on()
    {
        await RunAsync("""
              - branch:
                  routes:
                    big: { when: n > 2, sink: { file: big.ndjson } }
                    even: { when: n % 2 == 0, sink: { file: even.ndjson } }
            """);

        Read("big.ndjson").ShouldBe("3 4");
        Read("even.ndjson").ShouldBe("2");
        Read("out.ndjson").ShouldBe("1");
    }

    [Fact]
    public async Task With_match_all_a_record_takes_every_route_that_matches_and_comes_out_once_for_each()
    {
        await RunAsync("""
              - branch:
                  match: all
                  routes:
                    big: { when: n > 2, steps: [ { map: { way: "'big'" } } ] }
                    even: { when: n % 2 == 0, steps: [ { map: { way: "'even'" } } ] }
            """);

        _harness.Folder.Read("out.ndjson").ShouldBe("""
            {"n":1}
            {"n":2,"way":"even"}
            {"n":3,"way":"big"}
            {"n":4,"way":"big"}
            {"n":4,"way":"even"}

            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task Otherwise_drops_or_is_a_route_of_its_own()
    {
        await RunAsync("  - branch: { routes: { big: { when: n > 2 } }, otherwise: drop }");
        Read("out.ndjson").ShouldBe("3 4");

        await _harness.Checkpoints.DeleteAsync(PipelineHarness.Stream);
        await RunAsync("  - branch: { routes: { big: { when: n > 2 } }, otherwise: { sink: { file: small.ndjson } } }");
        Read("out.ndjson").ShouldBe("3 4");
        Read("small.ndjson").ShouldBe("1 2");
    }

    [Fact]
    public async Task A_pipeline_whose_routes_all_end_needs_no_sink_of_its_own()
    {
        Write();
        var progress = await _harness.RunAsync("""
            name: routed
            source: { file: in.ndjson }
            steps:
              - parse: json
              - branch: { routes: { big: { when: n > 2, sink: { file: big.ndjson } } }, otherwise: { sink: { file: small.csv } } }
            """);

        Read("big.ndjson").ShouldBe("3 4");
        _harness.Folder.Read("small.csv").ShouldBe("n\n1\n2\n");
        (progress.RecordsIn, progress.RecordsOut).ShouldBe((4, 4));
    }

    [Fact]
    public async Task Behind_the_branch_a_record_has_the_fields_of_all_routes_and_misses_those_of_other_routes()
    {
        await RunAsync("""
              - select: [n]
              - branch:
                  routes:
                    big: { when: n > 2, steps: [ { map: { big: n * 10 } } ] }
                    even: { when: n == 2, steps: [ { rename: { n: m } } ] }
              - map: { sum: "(n ?? 0) + (m ?? 0) + (big ?? 0)" }
            """);

        _harness.Folder.Read("out.ndjson").ShouldBe("""
            {"n":1,"sum":1}
            {"m":2,"sum":2}
            {"n":3,"big":30,"sum":33}
            {"n":4,"big":40,"sum":44}

            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task Open_and_closed_routes_come_together_and_removed_fields_stay_removed()
    {
        await RunAsync(
            """
              - branch:
                  routes:
                    closed: { when: n == 1, steps: [ { select: [n] } ] }
                    without: { when: n == 2, steps: [ { omit: [s] } ] }
                    set: { when: n == 3, steps: [ { map: { s: "s + '!'" } } ] }
            """,
            "{\"n\":1,\"s\":\"a\",\"x\":1.0}\n{\"n\":2,\"s\":\"b\",\"x\":2.0}\n{\"n\":3,\"s\":\"c\",\"x\":3.0}\n{\"s\":\"d\",\"n\":4,\"x\":4.0}\n");

        _harness.Folder.Read("out.ndjson").ShouldBe("""
            {"n":1}
            {"n":2,"x":2.0}
            {"n":3,"s":"c!","x":3.0}
            {"s":"d","n":4,"x":4.0}

            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task A_field_that_only_open_routes_have_can_be_read_behind_the_branch()
    {
        await RunAsync(
            """
              - branch: { routes: { closed: { when: n == 1, steps: [ { select: [n] } ] } } }
              - map: { seen: "x ?? 'none'" }
              - select: [n, seen]
            """,
            "{\"n\":1,\"x\":7}\n{\"n\":2,\"x\":8}\n");

        _harness.Folder.Read("out.ndjson").ShouldBe("{\"n\":1,\"seen\":\"none\"}\n{\"n\":2,\"seen\":8}\n");
    }

    [Fact]
    public async Task Steps_with_state_inside_routes_keep_their_place_in_the_order_of_the_input()
    {
        await RunAsync("""
              - branch: { routes: { odd: { when: n % 2 == 1, steps: [ { batch: { size: 2 } } ] } } }
            """);

        // The batch of 1 and 3 comes out with record 3.
        _harness.Folder.Read("out.ndjson").ShouldBe("{\"n\":2}\n{\"items\":[{\"n\":1},{\"n\":3}]}\n{\"n\":4}\n");
    }

    [Fact]
    public async Task What_routes_still_hold_at_the_end_comes_out_route_by_route_and_passes_the_steps_behind()
    {
        await RunAsync("""
              - branch:
                  routes:
                    small: { when: n < 3, steps: [ { group: { aggregate: { low: sum(n) } } } ] }
                    large: { when: n >= 3, steps: [ { group: { aggregate: { high: sum(n) } } } ] }
                  otherwise: drop
              - group: { aggregate: { low: sum(low), high: sum(high), rows: count() } }
            """);

        _harness.Folder.Read("out.ndjson").ShouldBe("{\"low\":3,\"high\":7,\"rows\":2}\n");
    }

    [Fact]
    public async Task Branches_stand_inside_routes()
    {
        await RunAsync("""
              - branch:
                  routes:
                    big:
                      when: n > 1
                      steps:
                        - branch: { routes: { even: { when: n % 2 == 0, sink: { file: even.ndjson } } } }
                        - map: { n: n * 100 }
            """);

        Read("even.ndjson").ShouldBe("2 4");
        Read("out.ndjson").ShouldBe("1 300");
    }

    [Fact]
    public async Task Failures_inside_routes_follow_the_policies_and_name_the_step()
    {
        Write();
        await _harness.RunAsync("""
            name: routed
            source: { file: in.ndjson }
            steps:
              - parse: json
              - branch:
                  match: all
                  routes:
                    a: { when: n > 3, steps: [ { map: { x: n.missing.field } } ] }
                    b: { when: n > 2, steps: [ { map: { x: n.missing.field }, onError: skip } ] }
                    c: { when: n > 0 }
              - map: { y: "n > 3 ? n.missing.field : n" }
            sink: { file: out.ndjson }
            onError: deadletter
            deadLetter: { file: dead.ndjson }
            """);

        Read("out.ndjson").ShouldBe("1 2 3");
        var dead = _harness.Folder.Read("dead.ndjson").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        dead.Length.ShouldBe(2);
        dead[0].ShouldContain("\"step\":\"2.a.1:map\"");
        dead[1].ShouldContain("\"step\":\"3:map\"");
        dead.ShouldAllBe(line => line.Contains("\"line\":4,\"record\":\"{\\\"n\\\":4}\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_condition_that_fails_is_a_failure_of_the_branch()
    {
        Write();
        var error = await _harness.FailAsync(_harness.Graph("""
            { name: routed, source: { file: in.ndjson }, steps: [ { parse: json }, { branch: { routes: { a: { when: n.x.y } } } } ], sink: { file: out.ndjson } }
            """));

        error.Message.ShouldContain("line 1");
        error.Message.ShouldContain("step 2:branch: expression-failed");
    }

    private async Task RunAsync(string steps, string? input = null)
    {
        Write(input);
        await _harness.RunAsync($"name: routed\nsource: {{ file: in.ndjson }}\nsteps:\n  - parse: json\n{steps}\nsink: {{ file: out.ndjson }}\n");
    }

    private void Write(string? input = null) => _harness.Folder.Write("in.ndjson", input ?? "{\"n\":1}\n{\"n\":2}\n{\"n\":3}\n{\"n\":4}\n");

    // The values of n, which is all that most of these records have.
    private string Read(string name) => string.Join(' ', _harness.Folder.Read(name)
        .Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => System.Text.Json.JsonDocument.Parse(line).RootElement.GetProperty("n").GetRawText()));
}
