using FlexCore.Cli.ExitCodes;
using FlexCore.Cli.Running;
using FlexCore.Streams.Definition;

namespace FlexCore.Cli.Tests.Running;

public class PipelineOverridesTests
{
    private static readonly PipelineDefinition Pipeline = new()
    {
        Name = "demo",
        Source = new FileSourceDefinition(["in.log.gz"]) { Compression = Compression.Gzip, Framing = Framing.Csv },
        Sinks = [new FileSinkDefinition("out.csv") { Format = RecordFormat.Csv }],
    };

    [Fact]
    public void Without_flags_nothing_changes() => Pipeline.WithInputs([]).WithOutput(null).ShouldBe(Pipeline);

    [Fact]
    public void Inputs_replace_the_paths_and_keep_how_they_are_read()
    {
        var source = Pipeline.WithInputs(["a.gz", "/b/*.gz"]).Source.ShouldBeOfType<FileSourceDefinition>();

        source.Paths.Select(path => path.Text).ShouldBe([Path.GetFullPath("a.gz"), "/b/*.gz"]);
        source.Compression.ShouldBe(Compression.Gzip);
        source.Framing.ShouldBe(Framing.Csv);
    }

    [Fact]
    public void A_dash_reads_stdin_in_the_same_way()
    {
        var source = Pipeline.WithInputs(["-"]).Source.ShouldBeOfType<StdinSourceDefinition>();

        source.Compression.ShouldBe(Compression.Gzip);
        source.Framing.ShouldBe(Framing.Csv);
    }

    [Fact]
    public void Stdin_and_files_do_not_mix() =>
        Should.Throw<CliException>(() => Pipeline.WithInputs(["-", "a"])).ExitCode.ShouldBe(ExitCode.Usage);

    [Fact]
    public void An_output_replaces_the_path_and_keeps_the_format()
    {
        var sink = Pipeline.WithOutput("x.csv").Sinks[0].ShouldBeOfType<FileSinkDefinition>();

        sink.Path.Text.ShouldBe(Path.GetFullPath("x.csv"));
        sink.Format.ShouldBe(RecordFormat.Csv);
    }

    [Fact]
    public void A_dash_writes_stdout_in_the_same_format() =>
        Pipeline.WithOutput("-").Sinks[0].ShouldBeOfType<StdoutSinkDefinition>().Format.ShouldBe(RecordFormat.Csv);

    [Fact]
    public void A_table_stays_a_table_in_another_database()
    {
        var pipeline = Pipeline with { Sinks = [new SqliteSinkDefinition("a.db", "t")] };

        pipeline.WithOutput("b.db").Sinks[0].ShouldBeOfType<SqliteSinkDefinition>().Path.Text.ShouldBe(Path.GetFullPath("b.db"));
    }

    [Fact]
    public void Of_several_sinks_it_is_unclear_which_to_replace()
    {
        var pipeline = Pipeline with { Sinks = [new FileSinkDefinition("a"), new StdoutSinkDefinition()] };

        Should.Throw<CliException>(() => pipeline.WithOutput("x")).Message.ShouldContain("has 2");
    }
}
