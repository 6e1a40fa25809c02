using FlexCore.Streams.Definition.Loading;

namespace FlexCore.Streams.Tests.Definition.Loading;

public class PipelineOutlineTests
{
    [Fact]
    public void Every_part_is_the_authors_as_compact_json()
    {
        var outline = PipelineOutline.Of("""
            name: demo
            vars: { token: secret }
            source: { poll: { url: "https://example.com", headers: { Authorization: "${token}" } } }
            steps:
              - parse: json
              - filter: amount > 10
                onError: skip
            sink:
              file: { path: out.csv, format: csv }
            """);

        outline.Source.ShouldBe("""{"poll":{"url":"https://example.com","headers":{"Authorization":"${token}"}}}""");
        outline.Steps.ShouldBe(["""{"parse":"json"}""", """{"filter":"amount > 10","onError":"skip"}"""]);
        outline.Sinks.ShouldBe(["""{"file":{"path":"out.csv","format":"csv"}}"""]);
    }

    [Theory]
    [InlineData("sinks: [ { stdout: {} }, { file: a } ]", """{"stdout":{}}""", """{"file":"a"}""")]
    [InlineData("sinks: { file: a }", """{"file":"a"}""")]
    [InlineData("name: x")]
    [InlineData("- no mapping")]
    [InlineData("{")]
    public void Sinks_are_one_several_or_none(string text, params string[] sinks)
    {
        var outline = PipelineOutline.Of(text);
        outline.Sinks.ShouldBe(sinks);
        (outline.Source, outline.Steps.Count).ShouldBe(("{}", 0));
    }
}
