"""Where moto differs from AWS in a way that would show as a difference of the provider. Each fix says what AWS does."""


def apply():
    pass
