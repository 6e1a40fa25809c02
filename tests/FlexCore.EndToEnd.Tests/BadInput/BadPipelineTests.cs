using FlexCore.EndToEnd.Tests.Processes;

namespace FlexCore.EndToEnd.Tests.BadInput;

/// <summary>Mistakes in the pipeline file end with exit code 3, name line and column, and touch nothing.</summary>
public sealed class BadPipelineTests : IDisposable
{
    private const int InvalidPipeline = 3;

    private readonly Workspace _workspace = new();

    [Fact]
    public async Task An_unknown_operator_is_named_with_a_suggestion()
    {
        var outcome = await RunStepAsync("fliter: n > 1");

        outcome.ShouldExitWith(InvalidPipeline).ShouldExplain("p.yaml:5:5", "fliter", "filter");
    }

    [Fact]
    public async Task A_value_of_the_wrong_type_is_named_with_the_expected_one()
    {
        var outcome = await RunStepAsync("batch: { size: many }");

        outcome.ShouldExitWith(InvalidPipeline).ShouldExplain("p.yaml:5:", "many", "size");
    }

    [Fact]
    public async Task A_bad_expression_is_named_with_the_column_inside_it()
    {
        var outcome = await RunStepAsync("filter: n > > 1");

        outcome.ShouldExitWith(InvalidPipeline).ShouldExplain("p.yaml:5:17", "invalid-expression");
    }

    [Fact]
    public async Task An_unknown_function_is_named()
    {
        var outcome = await RunStepAsync("map: { x: frobnicate(n) }");

        outcome.ShouldExitWith(InvalidPipeline).ShouldExplain("frobnicate");
    }

    [Fact]
    public async Task A_missing_pipeline_file_is_named()
    {
        var outcome = await FlexcoreProcess.RunAsync(_workspace.Folder, "run", "nowhere.yaml");

        outcome.ShouldExitWith(InvalidPipeline).ShouldExplain("nowhere.yaml", "does not exist");
    }

    [Fact]
    public async Task Deep_nesting_of_the_file_is_refused()
    {
        _workspace.Write("p.yaml", "name: deep\nsource: " + new string('[', 100_000) + new string(']', 100_000) + "\n");

        var outcome = await FlexcoreProcess.RunAsync(_workspace.Folder, "run", "p.yaml");

        outcome.ShouldExitWith(InvalidPipeline).ShouldExplain("p.yaml");
    }

    [Fact]
    public async Task Deep_nesting_of_an_expression_is_refused()
    {
        var outcome = await RunStepAsync("filter: " + new string('(', 50_000) + "1" + new string(')', 50_000));

        outcome.ShouldExitWith(InvalidPipeline).ShouldExplain("p.yaml:5:");
    }

    [Fact]
    public async Task A_file_that_is_not_yaml_is_refused_with_its_place()
    {
        _workspace.Write("p.yaml", "name: [unclosed\n");

        var outcome = await FlexcoreProcess.RunAsync(_workspace.Folder, "run", "p.yaml");

        outcome.ShouldExitWith(InvalidPipeline).ShouldExplain("p.yaml:", "syntax");
    }

    [Fact]
    public async Task A_mistake_leaves_no_data_folder_behind()
    {
        await RunStepAsync("fliter: n > 1");

        Directory.Exists(_workspace.DataFolder).ShouldBeFalse();
    }

    public void Dispose() => _workspace.Dispose();

    private Task<Outcome> RunStepAsync(string step)
    {
        _workspace.Write("in.ndjson", "{\"n\":1}\n");
        _workspace.Write("p.yaml", $$"""
            name: bad
            source: { file: { path: in.ndjson } }
            steps:
              - parse: json
              - {{step}}
            sink: { file: { path: out.ndjson } }
            """);
        return FlexcoreProcess.RunAsync(_workspace.Folder, "run", "p.yaml");
    }
}
