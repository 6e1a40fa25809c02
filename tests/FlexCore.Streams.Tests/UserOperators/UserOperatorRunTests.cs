using FlexCore.Streams.Tests.Execution;
using FlexCore.Streams.UserOperators;

namespace FlexCore.Streams.Tests.UserOperators;

public sealed class UserOperatorRunTests : IDisposable
{
    private readonly PipelineHarness _harness = new()
    {
        Operators = new OperatorRegistry(
            MaskOperator.Description, WordsOperator.Description, RunningTotalOperator.Description, FaultyOperator.Throwing, FaultyOperator.Endless, FaultyOperator.StatefulThrowing),
    };

    public void Dispose() => _harness.Dispose();

    [Fact]
    public async Task The_worked_example_masks_cards_and_rejects_what_is_none()
    {
        _harness.Folder.Write("in.ndjson", "{\"id\":1,\"card\":\"4111111111111111\",\"x\":true}\n{\"id\":2,\"card\":\"12\"}\n{\"id\":3}\n");

        var progress = await _harness.RunAsync(Pipeline("parse: json", "mask: { field: card }"));

        Output().ShouldBe("{\"id\":1,\"card\":\"************1111\",\"x\":true}\n");
        progress.Errors.ShouldBe(2);
        _harness.Folder.Read("dead.ndjson").ShouldContain("\"reason\":\"invalid-card\",\"detail\":\"the card number is 12\",\"step\":\"2:mask\"");
        _harness.Folder.Read("dead.ndjson").ShouldContain("\"line\":3,\"record\":\"{\\\"id\\\":3}\"");
    }

    [Fact]
    public async Task A_flat_map_multiplies_records_in_order_and_takes_back_what_a_failed_record_gave()
    {
        _harness.Folder.Write("in.ndjson", "a b\n\nc poison d\n \ne\n");

        await _harness.RunAsync(Pipeline("words: { of: line }", "map: { n: word.length }"));

        Output().ShouldBe("{\"line\":\"a b\",\"word\":\"a\",\"n\":1}\n{\"line\":\"a b\",\"word\":\"b\",\"n\":1}\n{\"line\":\"e\",\"word\":\"e\",\"n\":1}\n");
        _harness.Folder.Read("dead.ndjson").ShouldContain("\"reason\":\"poison\",\"detail\":\"the text is poisoned\",\"step\":\"1:words\"");
    }

    [Fact]
    public async Task A_record_made_of_another_fails_with_the_place_of_the_original()
    {
        _harness.Folder.Write("in.ndjson", "a b\nc dd\n");

        await _harness.RunAsync(Pipeline("words: { of: line }", "map: { n: \"word.length > 1 ? null.x : 1\" }"));

        Output().ShouldBe("{\"line\":\"a b\",\"word\":\"a\",\"n\":1}\n{\"line\":\"a b\",\"word\":\"b\",\"n\":1}\n{\"line\":\"c dd\",\"word\":\"c\",\"n\":1}\n");
        _harness.Folder.Read("dead.ndjson").ShouldContain("\"position\":4,\"line\":2,\"record\":\"c dd\"");
    }

    [Fact]
    public async Task Operators_work_behind_windows_too()
    {
        _harness.Folder.Write("in.ndjson", "a b\na c\nb a\n");

        await _harness.RunAsync(Pipeline("words: { of: line }", "group: { by: [word], aggregate: { n: count() } }", "words: { of: word + ' x', as: part }", "runningTotal: { of: n, by: word, atLeast: 4 }"));

        Output().ShouldBe("{\"word\":\"a\",\"n\":3,\"part\":\"x\",\"total\":6}\n{\"word\":\"b\",\"n\":2,\"part\":\"x\",\"total\":4}\n");
    }

    [Fact]
    public async Task An_operator_with_state_sees_all_records_in_order_and_keeps_fields_nobody_named()
    {
        _harness.Folder.Write("in.ndjson", "{\"k\":\"a\",\"v\":1,\"q\":[1]}\n{\"k\":\"b\",\"v\":5}\n{\"k\":\"a\",\"v\":2,\"z\":{}}\n{\"k\":\"a\",\"v\":\"x\"}\n");

        await _harness.RunAsync(Pipeline("parse: json", "runningTotal: { of: v, by: k, atLeast: 2 }"));

        Output().ShouldBe("{\"k\":\"b\",\"v\":5,\"total\":5}\n{\"k\":\"a\",\"v\":2,\"z\":{},\"total\":3}\n");
        _harness.Folder.Read("dead.ndjson").ShouldContain("\"step\":\"2:runningTotal\"");
    }

    [Fact]
    public async Task An_exception_of_an_operator_is_a_failed_record()
    {
        _harness.Folder.Write("in.ndjson", "good\nbad\ngood\n");

        await _harness.RunAsync(Pipeline("throwing"));

        Output().ShouldBe("{\"line\":\"good\"}\n{\"line\":\"good\"}\n");
        _harness.Folder.Read("dead.ndjson").ShouldContain("\"reason\":\"operator-failed\",\"detail\":\"the operator 'throwing' failed with FormatException: no good\"");
    }

    [Fact]
    public async Task A_record_does_not_become_more_than_100000()
    {
        _harness.Folder.Write("in.ndjson", "good\nbad\ngood\n");

        await _harness.RunAsync(Pipeline("endless"));

        Output().ShouldBe("{\"line\":\"good\"}\n{\"line\":\"good\"}\n");
        _harness.Folder.Read("dead.ndjson").ShouldContain("\"reason\":\"too-many-records\",\"detail\":\"the step would make more than 100,000 records of this one\"");
    }

    [Fact]
    public async Task An_exception_of_an_operator_with_state_ends_the_run()
    {
        _harness.Folder.Write("in.ndjson", "x\n");

        var error = await _harness.FailAsync(_harness.Graph(Pipeline("statefulThrowing")));

        error.Code.ShouldBe("operator-failed");
        error.Message.ShouldContain("'statefulThrowing' in step 1:statefulThrowing failed with FormatException: half done");
    }

    [Fact]
    public async Task An_exception_inside_a_route_names_the_step_of_the_route()
    {
        _harness.Folder.Write("in.ndjson", "x\n");
        var graph = _harness.Graph(Pipeline("filter: line != ''", "branch: { routes: { odd: { when: line == 'x', steps: [ { filter: line != 'y' }, { statefulThrowing: {} } ] } } }"));

        var error = await _harness.FailAsync(graph);

        error.Message.ShouldContain("'statefulThrowing' in step 2.odd.2:statefulThrowing failed with FormatException: half done");
    }

    private string Output() => _harness.Folder.Read("out.ndjson");

    private static string Pipeline(params string[] steps) => $$"""
        name: user
        source: { file: in.ndjson }
        steps:
        {{string.Join("\n", steps.Select(step => "  - " + step))}}
        sink: { file: out.ndjson }
        onError: deadletter
        deadLetter: { file: dead.ndjson }
        """;
}
