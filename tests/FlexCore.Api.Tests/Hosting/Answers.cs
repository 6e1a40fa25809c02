using System.Text.Json;

namespace FlexCore.Api.Tests.Hosting;

/// <summary>Reads answers and checks their form.</summary>
internal static class Answers
{
    public static async Task<JsonElement> JsonAsync(this Task<HttpResponseMessage> answer, int status = 200)
    {
        using var response = await answer;
        var text = await response.Content.ReadAsStringAsync();
        ((int)response.StatusCode).ShouldBe(status, text);
        response.Content.Headers.ContentType?.MediaType.ShouldBe("application/json", text);
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }

    /// <summary>A problem in the form of RFC 9457 with all its members.</summary>
    public static async Task<JsonElement> ProblemAsync(this Task<HttpResponseMessage> answer, int status, string code)
    {
        using var response = await answer;
        var text = await response.Content.ReadAsStringAsync();
        ((int)response.StatusCode).ShouldBe(status, text);
        response.Content.Headers.ContentType?.ToString().ShouldBe("application/problem+json", text);
        using var document = JsonDocument.Parse(text);
        var problem = document.RootElement.Clone();
        problem.GetProperty("code").GetString().ShouldBe(code, text);
        problem.GetProperty("type").GetString().ShouldBe("urn:flexcore:problem:" + code);
        problem.GetProperty("status").GetInt32().ShouldBe(status);
        problem.GetProperty("title").GetString().ShouldNotBeNullOrEmpty();
        problem.GetProperty("detail").GetString().ShouldNotBeNullOrEmpty();
        problem.GetProperty("correlationId").GetString().ShouldNotBeNullOrEmpty();
        if (status == 429)
        {
            response.Headers.RetryAfter.ShouldNotBeNull();
        }

        return problem;
    }

    /// <summary>An error of a classic route: text and a line feed.</summary>
    public static async Task<string> TextAsync(this Task<HttpResponseMessage> answer, int status)
    {
        using var response = await answer;
        var text = await response.Content.ReadAsStringAsync();
        ((int)response.StatusCode).ShouldBe(status, text);
        response.Content.Headers.ContentType?.ToString().ShouldBe("text/plain; charset=utf-8", text);
        text.ShouldEndWith("\n");
        return text;
    }

    public static string Text(this JsonElement json, string name) => json.GetProperty(name).GetString() ?? "";
}
