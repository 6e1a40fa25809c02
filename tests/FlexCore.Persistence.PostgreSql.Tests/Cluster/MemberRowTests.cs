using System.Globalization;
using FlexCore.Application.Cluster;
using FlexCore.Persistence.PostgreSql.Cluster;

namespace FlexCore.Persistence.PostgreSql.Tests.Cluster;

public sealed class MemberRowTests
{
    [Theory]
    [InlineData(MemberStatus.Joining, 0)]
    [InlineData(MemberStatus.Up, 1)]
    [InlineData(MemberStatus.Leaving, 2)]
    [InlineData(MemberStatus.Down, 3)]
    public void The_stored_numbers_of_the_statuses_never_change(MemberStatus status, int number) => ((int)status).ShouldBe(number);

    [Fact]
    public void Down_in_SQL_is_down_in_code() => ((int)MemberStatus.Down).ToString(CultureInfo.InvariantCulture).ShouldBe(MemberRow.Down);
}
