using FlexCore.Api.Problems;
using FlexCore.Application.Entities;
using FlexCore.Application.Journal;
using FlexCore.Domain;

namespace FlexCore.Api.Tests.Problems;

/// <summary>What a fault means to the client: above all whether what was sent may be there.</summary>
public sealed class FaultMapTests
{
    private static readonly EntityId Topic = new(TenantId.Default, "event-topic", "s");

    public static TheoryData<string, string> Codes => new()
    {
        { "full", ProblemCodes.StorageFull },
        { "stopped", ProblemCodes.StorageUnavailable },
        { "unknown", ProblemCodes.OutcomeUnknown },
        { "overloaded", ProblemCodes.Overloaded },
    };

    [Theory]
    [MemberData(nameof(Codes))]
    public void A_fault_of_the_store_says_the_same_whether_an_entity_met_it_or_not(string fault, string code)
    {
        JournalException store = fault switch
        {
            "full" => new FullException("no room"),
            "stopped" => new JournalException("stopped"),
            "unknown" => new JournalOutcomeUnknownException("it failed while it committed"),
            _ => new JournalOverloadedException("too much waits"),
        };

        FaultMap.Find(store).ShouldNotBeNull().Code.ShouldBe(code);
        FaultMap.Find(new EntityFailedException(Topic, "its commit failed", store)).ShouldNotBeNull().Code.ShouldBe(code);
        ProblemTable.Find(code).Code.ShouldBe(code);
    }

    [Fact]
    public void A_full_store_names_the_remedy_and_never_the_path() =>
        FaultMap.Find(new FullException("no room in /secret")).ShouldNotBeNull().Detail
            .ShouldSatisfyAllConditions(detail => detail.ShouldContain("Free disk space"), detail => detail.ShouldNotContain("secret"));

    [Fact]
    public void An_entity_that_failed_by_itself_is_named() =>
        FaultMap.Find(new EntityFailedException(Topic, "it could not handle the command")).ShouldNotBeNull()
            .ShouldSatisfyAllConditions(problem => problem.Code.ShouldBe(ProblemCodes.EntityFailed), problem => problem.Detail.ShouldContain("event-topic/s"));

    private sealed class FullException(string message) : JournalException(message)
    {
        public override bool IsFull => true;
    }
}
