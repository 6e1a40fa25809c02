namespace FlexCore.Domain.Tests;

public sealed class TenantIdTests
{
    [Theory]
    [InlineData("a")]
    [InlineData("acme-2.eu_west")]
    [InlineData("7days")]
    public void A_tenant_is_a_lower_case_name(string name) => new TenantId(name).Value.ShouldBe(name);

    [Theory]
    [InlineData("")]
    [InlineData("Acme")]
    [InlineData("-acme")]
    [InlineData(".acme")]
    [InlineData("ac me")]
    [InlineData("ac/me")]
    [InlineData("ac:me")]
    [InlineData("äcme")]
    [InlineData("acme\n")]
    public void Any_other_name_is_refused(string name) => Should.Throw<InvalidIdentifierException>(() => new TenantId(name)).Field.ShouldBe("tenant");

    [Fact]
    public void An_uninitialised_tenant_is_the_default_one()
    {
        default(TenantId).Value.ShouldBe("default");
        TenantId.Default.ToString().ShouldBe("default");
        new TenantId("acme").ShouldBe(new TenantId("acme"));
    }
}
