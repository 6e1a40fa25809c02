using System.Globalization;
using FlexCore.Application.Nodes;
using FlexCore.Application.Schedules;
using FlexCore.Domain;

namespace FlexCore.Application.Tests.Schedules;

/// <summary>Lists of schedules: what they hold, and what they cost.</summary>
public sealed class ScheduleListTests
{
    private readonly ScheduleBench _bench = new();
    private readonly CountingRegion _region;
    private readonly ScheduleService _schedules;

    public ScheduleListTests()
    {
        _region = new CountingRegion(_bench.Region);
        _schedules = new ScheduleService(_bench.Services with { Region = _region });
    }

    [Fact]
    public async Task A_page_reads_its_own_schedules_and_one_more_however_many_there_are()
    {
        await FillAsync(300);

        var page = await _schedules.ListAsync(ScheduleBench.Call, new PageQuery { Limit = 10 });

        (page.Items.Count, page.Total, page.Next).ShouldBe((10, 300, "s009"));
        _region.Reads.ShouldBe(11);
        page = await _schedules.ListAsync(ScheduleBench.Call, new PageQuery { Limit = 10, After = "s199" });
        (page.Items[0].Id, page.Total, page.Next).ShouldBe(("s200", null, "s209"));
        _region.Reads.ShouldBe(22);
    }

    [Theory]
    [InlineData(1, null)]
    [InlineData(7, null)]
    [InlineData(64, null)]
    [InlineData(7, "paused")]
    [InlineData(1000, "paused")]
    public async Task Pages_one_behind_the_other_are_the_whole_list_without_what_is_deleted(int limit, string? status)
    {
        await FillAsync(150);
        for (var i = 0; i < 150; i += 10)
        {
            (await _schedules.DeleteAsync(ScheduleBench.Call, $"s{i:000}")).Refusal.ShouldBeNull();
            (await _schedules.PauseAsync(ScheduleBench.Call, $"s{i + 1:000}")).Refusal.ShouldBeNull();
        }

        var found = new List<string>();
        var query = new PageQuery { Limit = limit, Status = status };
        do
        {
            var page = await _schedules.ListAsync(ScheduleBench.Call, query);
            page.Items.Count.ShouldBeLessThanOrEqualTo(limit);
            found.AddRange(page.Items.Select(view => view.Id));
            query = query with { After = page.Next };
        }
        while (query.After is not null);

        found.ShouldBe(Enumerable.Range(0, 150).Where(i => status is null ? i % 10 != 0 : i % 10 == 1).Select(i => $"s{i:000}"));
    }

    [Fact]
    public async Task The_total_counts_what_is_there_and_is_left_out_where_all_would_have_to_be_read()
    {
        await FillAsync(20);
        await _schedules.DeleteAsync(ScheduleBench.Call, "s003");
        await _bench.CreateAsync("s003", ScheduleBench.Every(TimeSpan.FromHours(1)));
        await _schedules.DeleteAsync(ScheduleBench.Call, "s004");

        (await _schedules.ListAsync(ScheduleBench.Call, new PageQuery { Limit = 5 })).Total.ShouldBe(19);
        (await _schedules.ListAsync(ScheduleBench.Call, new PageQuery { Limit = 5, Offset = 17 })).Total.ShouldBe(19);
        (await _schedules.ListAsync(ScheduleBench.Call, new PageQuery())).Total.ShouldBe(19);
        (await _schedules.ListAsync(ScheduleBench.Call, new PageQuery { Limit = 5, Text = "s0" })).Total.ShouldBeNull();
        (await _schedules.ListAsync(ScheduleBench.Call, new PageQuery { Text = "S00" })).Total.ShouldBe(9);
        (await _schedules.ListAsync(ScheduleBench.Call with { Security = new SecurityContext(new TenantId("other"), "user:x") }, new PageQuery())).Total.ShouldBe(0);
    }

    [Fact]
    public async Task A_search_with_few_hits_stops_at_its_bound_and_says_where_it_was()
    {
        await FillAsync(ScheduleWalk.LooksMax + 100, "0000");

        var page = await _schedules.ListAsync(ScheduleBench.Call, new PageQuery { Text = $"s{ScheduleWalk.LooksMax + 50:0000}" });

        page.Items.ShouldBeEmpty();
        page.Next.ShouldNotBeNull();
        _region.Reads.ShouldBeInRange(ScheduleWalk.LooksMax, ScheduleWalk.LooksMax + 64);
        (await _schedules.ListAsync(ScheduleBench.Call, new PageQuery { Text = $"s{ScheduleWalk.LooksMax + 50:0000}", After = page.Next })).Items.ShouldHaveSingleItem();
    }

    private async Task FillAsync(int count, string format = "000")
    {
        for (var i = 0; i < count; i++)
        {
            await _bench.CreateAsync("s" + i.ToString(format, CultureInfo.InvariantCulture), ScheduleBench.Every(TimeSpan.FromHours(1)));
        }
    }
}
