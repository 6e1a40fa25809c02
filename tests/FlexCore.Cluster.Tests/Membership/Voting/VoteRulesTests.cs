using FlexCore.Application.Cluster;
using FlexCore.Cluster.Membership.Voting;
using static FlexCore.Cluster.Tests.Membership.Rows;

namespace FlexCore.Cluster.Tests.Membership.Voting;

public sealed class VoteRulesTests
{
    private static readonly ClusterOptions Options = new();
    private static readonly TimeSpan Stale = TimeSpan.FromSeconds(6);

    [Fact]
    public void The_first_of_two_votes_is_noted_and_ends_nobody()
    {
        var row = Cast(Table(Row(1), Row(2), Row(3)), voter: 1, suspect: 2).ShouldNotBeNull();
        row.Status.ShouldBe(MemberStatus.Up);
        row.Suspicions.ShouldBe([new Suspicion(Id(1), Now)]);
    }

    [Fact]
    public void The_second_vote_ends_it()
    {
        var row = Cast(Table(Row(1), Row(2).SuspectedBy((3, 5)), Row(3)), voter: 1, suspect: 2).ShouldNotBeNull();
        row.Status.ShouldBe(MemberStatus.Down);
        row.Suspicions.Select(vote => vote.By).ShouldBe([Id(3), Id(1)]);
    }

    [Fact]
    public void Voting_twice_is_voting_once() => Cast(Table(Row(1), Row(2).SuspectedBy((1, 5)), Row(3)), voter: 1, suspect: 2).ShouldBeNull();

    [Fact]
    public void Of_two_members_one_vote_is_enough() => Cast(Table(Row(1), Row(2)), voter: 1, suspect: 2)?.Status.ShouldBe(MemberStatus.Down);

    [Fact]
    public void Joining_members_and_those_that_are_down_do_not_count_as_voters() =>
        Cast(Table(Row(1), Row(2), Row(3, MemberStatus.Joining), Row(4, MemberStatus.Down)), voter: 1, suspect: 2)?.Status.ShouldBe(MemberStatus.Down);

    [Fact]
    public void Leaving_members_vote() => Cast(Table(Row(1), Row(2), Row(3, MemberStatus.Leaving)), voter: 1, suspect: 2)?.Status.ShouldBe(MemberStatus.Up);

    [Fact]
    public void An_old_vote_counts_no_more()
    {
        var row = Cast(Table(Row(1), Row(2).SuspectedBy((3, 61)), Row(3)), voter: 1, suspect: 2).ShouldNotBeNull();
        row.Status.ShouldBe(MemberStatus.Up);
        row.Suspicions.Select(vote => vote.By).ShouldBe([Id(1)]);
    }

    [Fact]
    public void An_old_vote_of_ones_own_is_cast_anew() =>
        Cast(Table(Row(1), Row(2).SuspectedBy((1, 61)), Row(3)), voter: 1, suspect: 2)?.Suspicions.ShouldBe([new Suspicion(Id(1), Now)]);

    [Fact]
    public void The_vote_of_a_member_that_has_ended_counts_no_more() =>
        Cast(Table(Row(1), Row(2).SuspectedBy((3, 5)), Row(3, MemberStatus.Down), Row(4)), voter: 1, suspect: 2)?.Status.ShouldBe(MemberStatus.Up);

    [Fact]
    public void Members_with_old_heartbeats_are_no_voters_when_that_may_be_judged()
    {
        var table = Table(Row(1), Row(2), Row(3, heartbeatAge: 6));
        VoteRules.Cast(table, Id(1), Id(2), Options, Stale)?.Status.ShouldBe(MemberStatus.Down);
        VoteRules.Cast(table, Id(1), Id(2), Options, staleAfter: null)?.Status.ShouldBe(MemberStatus.Up);
    }

    [Fact]
    public void A_vote_that_was_one_too_few_is_enough_once_the_other_voters_are_gone() =>
        VoteRules.Cast(Table(Row(1), Row(2).SuspectedBy((1, 5)), Row(3, heartbeatAge: 9)), Id(1), Id(2), Options, Stale)?.Status.ShouldBe(MemberStatus.Down);

    [Fact]
    public void Nobody_votes_for_itself() => Cast(Table(Row(1), Row(2)), voter: 1, suspect: 1).ShouldBeNull();

    [Fact]
    public void Who_does_not_serve_does_not_vote()
    {
        Cast(Table(Row(1, MemberStatus.Joining), Row(2)), voter: 1, suspect: 2).ShouldBeNull();
        Cast(Table(Row(1, MemberStatus.Down), Row(2)), voter: 1, suspect: 2).ShouldBeNull();
        Cast(Table(Row(2)), voter: 1, suspect: 2).ShouldBeNull();
    }

    [Fact]
    public void Who_is_down_or_gone_gets_no_votes()
    {
        Cast(Table(Row(1), Row(2, MemberStatus.Down)), voter: 1, suspect: 2).ShouldBeNull();
        Cast(Table(Row(1)), voter: 1, suspect: 2).ShouldBeNull();
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    [InlineData(4, 3)]
    [InlineData(9, 3)]
    public void Never_more_votes_are_needed_than_there_are_voters(int members, int needed) =>
        VoteRules.Needed(Table([.. Enumerable.Range(1, members).Select(number => Row(number))]), Id(1), votes: 3, staleAfter: null).ShouldBe(needed);

    [Fact]
    public void A_vote_is_taken_back_and_others_stay()
    {
        var row = VoteRules.Withdraw(Table(Row(1), Row(2).SuspectedBy((1, 5), (3, 5)), Row(3)), Id(1), Id(2)).ShouldNotBeNull();
        row.Suspicions.Select(vote => vote.By).ShouldBe([Id(3)]);
        row.Status.ShouldBe(MemberStatus.Up);
    }

    [Fact]
    public void Without_a_vote_there_is_nothing_to_take_back()
    {
        VoteRules.Withdraw(Table(Row(1), Row(2).SuspectedBy((3, 5))), Id(1), Id(2)).ShouldBeNull();
        VoteRules.Withdraw(Table(Row(1), Row(2, MemberStatus.Down).SuspectedBy((1, 5))), Id(1), Id(2)).ShouldBeNull();
        VoteRules.Withdraw(Table(Row(1)), Id(1), Id(2)).ShouldBeNull();
    }

    private static Member? Cast(MembershipSnapshot table, int voter, int suspect) => VoteRules.Cast(table, Id(voter), Id(suspect), Options, staleAfter: null);
}
