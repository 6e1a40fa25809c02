using FlexCore.Api.Ingest;
using FlexCore.Api.Problems;
using Microsoft.AspNetCore.Http;

namespace FlexCore.Api.Tests.Ingest;

public sealed class MediaTypesTests
{
    [Theory]
    [InlineData("application/json", "Json")]
    [InlineData("Application/JSON", "Json")]
    [InlineData("application/json; charset=utf-8", "Json")]
    [InlineData(" application/json ;x", "Json")]
    [InlineData("application/x-ndjson", "Ndjson")]
    [InlineData("application/ndjson", "Ndjson")]
    [InlineData("application/jsonl;charset=utf-8", "Ndjson")]
    [InlineData("application/x-jsonlines", "Ndjson")]
    [InlineData("APPLICATION/JSONLINES", "Ndjson")]
    [InlineData("application/jsonp", null)]
    [InlineData("application/json5", null)]
    [InlineData("text/json", null)]
    [InlineData("application/xjson", null)]
    [InlineData("json", null)]
    [InlineData("", null)]
    [InlineData(";", null)]
    [InlineData(null, null)]
    public void The_format_of_records_is_what_the_content_type_says(string? contentType, string? format)
    {
        if (format is not null)
        {
            MediaTypes.FormatOf(contentType).ToString().ShouldBe(format);
            return;
        }

        var problem = Should.Throw<ProblemException>(() => MediaTypes.FormatOf(contentType)).Problem;
        problem.Code.ShouldBe("unsupported-media-type");
        problem.Detail.ShouldStartWith(string.IsNullOrEmpty(contentType) ? "The request has a body but no Content-Type." : $"The content type '{contentType}' is not supported here.");
        problem.Detail.ShouldEndWith("Send application/json for one record or an array, application/x-ndjson for one record per line.");
    }

    [Theory]
    [InlineData("application/yaml", true)]
    [InlineData("text/yaml; charset=utf-8", true)]
    [InlineData("application/x-yaml", true)]
    [InlineData("text/vnd.yaml", true)]
    [InlineData("text/plain", false)]
    [InlineData("application/yamlx", false)]
    [InlineData(null, false)]
    public void YAML_has_several_names(string? contentType, bool yaml) => MediaTypes.IsYaml(contentType).ShouldBe(yaml);

    [Theory]
    [InlineData(null, false)]
    [InlineData("", false)]
    [InlineData("identity", false)]
    [InlineData("IDENTITY", false)]
    [InlineData("gzip", true)]
    [InlineData(" GZip ", true)]
    [InlineData("x-gzip", true)]
    public void Bodies_come_plain_or_as_gzip(string? encoding, bool gzip) => MediaTypes.IsGzip(RequestOf(encoding)).ShouldBe(gzip);

    [Theory]
    [InlineData("br")]
    [InlineData("deflate")]
    [InlineData("gzip, gzip")]
    [InlineData("zstd")]
    public void Any_other_encoding_is_refused_by_name(string encoding)
    {
        var problem = Should.Throw<ProblemException>(() => MediaTypes.IsGzip(RequestOf(encoding))).Problem;

        (problem.Code, problem.Detail).ShouldBe(("unsupported-encoding", $"The content encoding '{encoding}' is not supported. Send gzip, or the plain body."));
    }

    private static HttpRequest RequestOf(string? encoding)
    {
        var request = new DefaultHttpContext().Request;
        if (encoding is not null)
        {
            request.Headers.ContentEncoding = encoding;
        }

        return request;
    }
}
