using FlexCore.Cli.Running;
using FlexCore.Streams.Definition;

namespace FlexCore.Cli.Tests.Running;

public class SinkNamesTests
{
    private static readonly string Here = Environment.CurrentDirectory;

    [Fact]
    public void A_file_below_the_working_directory_is_named_relative_to_it() =>
        SinkNames.Describe(new FileSinkDefinition("out/a.ndjson"), Here).ShouldBe(Path.Combine("out", "a.ndjson"));

    [Fact]
    public void A_path_is_relative_to_the_pipeline_file_and_shown_from_the_working_directory() =>
        SinkNames.Describe(new FileSinkDefinition("../a.ndjson"), Path.Combine(Here, "pipelines")).ShouldBe("a.ndjson");

    [Fact]
    public void A_file_elsewhere_is_named_in_full()
    {
        var elsewhere = Path.Combine(Path.GetTempPath(), "elsewhere");

        SinkNames.Describe(new FileSinkDefinition("a.ndjson"), elsewhere).ShouldBe(Path.Combine(elsewhere, "a.ndjson"));
    }

    [Fact]
    public void A_table_is_named_with_its_database() =>
        SinkNames.Describe(new SqliteSinkDefinition("out.db", "per_minute"), Here).ShouldBe("out.db (table per_minute)");

    [Fact]
    public void A_topic_is_named() => SinkNames.Describe(new TopicSinkDefinition("alerts"), Here).ShouldBe("topic alerts");

    [Fact]
    public void An_endpoint_is_named_without_its_query() =>
        SinkNames.Describe(new HttpSinkDefinition("https://h/in?key=secret"), Here).ShouldBe("http https://h/in");

    [Fact]
    public void Standard_output_is_stdout() => SinkNames.Describe(new StdoutSinkDefinition(), Here).ShouldBe("stdout");
}
