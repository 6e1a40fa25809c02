using System.Text;
using FlexCore.EndToEnd.Tests.Processes;

namespace FlexCore.EndToEnd.Tests.BadInput;

/// <summary>Inputs and outputs that cannot be read or written.</summary>
public sealed class BadSourceTests : IDisposable
{
    private const int InputUnavailable = 5;
    private const int OutputUnavailable = 7;

    private readonly Workspace _workspace = new();

    [Theory]
    [InlineData("missing.ndjson")]
    [InlineData("missing/*.ndjson")]
    public async Task A_missing_input_is_named(string input)
    {
        (await RunAsync(input)).ShouldExitWith(InputUnavailable).ShouldExplain("missing");
        _workspace.Has("out.ndjson").ShouldBeFalse();
    }

    [Fact]
    public async Task A_pipeline_that_takes_posts_is_refused_by_run_with_the_way_to_a_node()
    {
        _workspace.Write("posts.yaml", "name: posts\nsource: { http: {} }\nsink: { file: { path: out.ndjson } }\n");

        (await FlexcoreProcess.RunAsync(_workspace.Folder, "run", "posts.yaml")).ShouldExitWith(3).ShouldExplain("flexcore start");
        _workspace.Has("out.ndjson").ShouldBeFalse();
    }

    [Fact]
    public async Task A_folder_is_not_an_input()
    {
        Directory.CreateDirectory(_workspace.PathOf("folder"));

        (await RunAsync("folder")).ShouldExitWith(InputUnavailable).ShouldExplain("folder");
    }

    [Fact]
    public async Task Damaged_gzip_data_is_named()
    {
        _workspace.Write("in.gz", [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, .. Encoding.ASCII.GetBytes("this is not compressed data at all")]);

        (await RunAsync("in.gz")).ShouldExitWith(InputUnavailable).ShouldExplain("in.gz");
    }

    [Fact]
    public async Task A_missing_input_can_be_provided_later_without_asking_for_a_fresh_run()
    {
        (await RunAsync("in.ndjson")).ShouldExitWith(InputUnavailable);
        _workspace.Write("in.ndjson", "{\"n\":1}\n");

        (await RunAsync("in.ndjson")).ShouldExitWith(0);
    }

    [Fact]
    public async Task An_output_that_is_a_folder_is_named()
    {
        _workspace.Write("in.ndjson", "{\"n\":1}\n");
        Directory.CreateDirectory(_workspace.PathOf("out.ndjson"));

        (await RunAsync("in.ndjson")).ShouldExitWith(OutputUnavailable).ShouldExplain("out.ndjson");
    }

    [Fact]
    public async Task An_output_whose_folder_cannot_be_created_is_named()
    {
        _workspace.Write("in.ndjson", "{\"n\":1}\n");
        _workspace.Write("blocked", "a file");

        (await RunAsync("in.ndjson", "--output", "blocked/out.ndjson")).ShouldExitWith(OutputUnavailable).ShouldExplain("blocked");
    }

    [Fact]
    public async Task A_reader_that_closes_the_pipe_ends_the_run()
    {
        _workspace.Write("in.ndjson", string.Concat(Enumerable.Repeat("{\"n\":1}\n", 200_000)));
        _workspace.Write("p.yaml", Pipeline("in.ndjson"));
        await using var process = FlexcoreProcess.Start(_workspace.Folder, "run", "p.yaml", "--output", "-", "--quiet");
        process.CloseOutput();

        (await process.WaitAsync()).ShouldExitWith(OutputUnavailable).ShouldExplain("output");
    }

    public void Dispose() => _workspace.Dispose();

    private static string Pipeline(string input) =>
        $"name: source\nsource: {{ file: {{ path: '{input}' }} }}\nsteps: [ {{ parse: json }} ]\nsink: {{ file: {{ path: out.ndjson }} }}\n";

    private Task<Outcome> RunAsync(string input, params string[] more)
    {
        _workspace.Write("p.yaml", Pipeline(input));
        return FlexcoreProcess.RunAsync(_workspace.Folder, ["run", "p.yaml", .. more]);
    }
}
