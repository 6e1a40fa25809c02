using FlexCore.Api.Tests.Hosting;

namespace FlexCore.Api.Tests.Subjects;

public sealed class SubjectRoutesTests : IAsyncLifetime
{
    private const string Event = """{"events":[{"type":"Registered","data":{"email":"ana@example.org"},"personal":{"subject":"c-1","members":["/email"]}}]}""";
    private ApiHost _host = null!;

    public async Task InitializeAsync() => _host = await ApiHost.StartAsync();

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task A_personal_value_is_read_until_its_person_is_forgotten()
    {
        await _host.SendAsync("POST", "/api/v1/events/streams/s", Event).JsonAsync(201);
        var before = (await _host.SendAsync("GET", "/api/v1/events/streams/s").JsonAsync()).GetProperty("events")[0];
        before.GetProperty("data").GetRawText().ShouldBe("""{"email":"ana@example.org"}""");
        before.GetProperty("personal").GetRawText().ShouldBe("""[{"subject":"c-1","members":["/email"]}]""");

        (await _host.SendAsync("DELETE", "/api/v1/subjects/c-1?reason=asked").JsonAsync()).Text("forgottenAt").ShouldStartWith("2026-01-01");

        var after = (await _host.SendAsync("GET", "/api/v1/events/streams/s").JsonAsync()).GetProperty("events")[0];
        after.GetProperty("data").GetRawText().ShouldBe("""{"email":{"$forgotten":true}}""");
        (await _host.SendAsync("GET", "/api/v1/subjects/c-1").JsonAsync()).Text("id").ShouldBe("c-1");
        await _host.SendAsync("POST", "/api/v1/events/streams/s", Event).ProblemAsync(409, "subject-forgotten");
    }

    [Fact]
    public async Task Subjects_are_listed_in_parts()
    {
        foreach (var subject in new[] { "c-1", "c-2", "c-3" })
        {
            await _host.SendAsync("POST", "/api/v1/events/streams/s", Event.Replace("c-1", subject, StringComparison.Ordinal)).JsonAsync(201);
        }

        var first = await _host.SendAsync("GET", "/api/v1/subjects?limit=2").JsonAsync();
        (first.GetProperty("subjects").GetArrayLength(), first.Text("next")).ShouldBe((2, "c-2"));
        var rest = await _host.SendAsync("GET", "/api/v1/subjects?limit=2&after=c-2").JsonAsync();
        (rest.GetProperty("subjects")[0].Text("id"), rest.TryGetProperty("next", out _)).ShouldBe(("c-3", false));
    }

    [Theory]
    [InlineData("""{"subject":"c-1"}""")]
    [InlineData("""{"subject":"c-1","members":"/email"}""")]
    [InlineData("""{"subject":"c-1","members":[1]}""")]
    [InlineData("""{"subject":"c-1","members":["/email"],"x":1}""")]
    public async Task A_wrong_personal_member_is_refused_with_the_number_of_its_event(string personal)
    {
        var body = $$$"""{"events":[{"type":"a","data":{}},{"type":"b","data":{"email":"x"},"personal":{{{personal}}}}]}""";
        var answer = await _host.SendAsync("POST", "/api/v1/events/streams/s", body);
        ((int)answer.StatusCode).ShouldBe(400);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("vent 2 of the append");
    }

    [Fact]
    public async Task Somebody_of_whom_nothing_was_sealed_is_not_found() => await _host.SendAsync("DELETE", "/api/v1/subjects/nobody").ProblemAsync(404, "subject-not-found");
}
